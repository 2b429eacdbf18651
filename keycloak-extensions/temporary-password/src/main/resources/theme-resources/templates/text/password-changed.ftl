<#ftl output_format="plainText">
${recipientName}

${msg("passwordChangedPurpose")}

${msg("mailChangedAt")}: ${changedAt}

${msg("mailLoginUrl")}: ${loginUrl}

${msg("mailNotYourChange")}
