<#ftl output_format="plainText">
${recipientName}

${msg("secondFactorAddedPurpose")}

${msg("mailChangedAt")}: ${changedAt}

${msg("mailLoginUrl")}: ${loginUrl}

${msg("mailNotYourChange")}
