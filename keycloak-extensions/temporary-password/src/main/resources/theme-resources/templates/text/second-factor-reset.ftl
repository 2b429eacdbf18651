<#ftl output_format="plainText">
${recipientName}

${msg("secondFactorResetPurpose")}

${msg("mailChangedAt")}: ${changedAt}

${msg("mailLoginUrl")}: ${loginUrl}

${msg("mailNotYourChange")}
