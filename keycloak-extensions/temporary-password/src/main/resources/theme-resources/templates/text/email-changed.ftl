<#ftl output_format="plainText">
${recipientName}

${msg("emailChangedPurpose")}

${msg("mailChangedAt")}: ${changedAt}
${msg("mailNewAddress")}: ${newAddressMasked}
${msg("mailLoginUrl")}: ${loginUrl}

${msg("mailNotYourChange")}
