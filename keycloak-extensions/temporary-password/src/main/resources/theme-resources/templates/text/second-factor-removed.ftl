<#ftl output_format="plainText">
${recipientName}

${msg("secondFactorRemovedPurpose")}

${msg("mailChangedAt")}: ${changedAt}

${msg("mailLoginUrl")}: ${loginUrl}

${msg("mailNotYourChange")}
