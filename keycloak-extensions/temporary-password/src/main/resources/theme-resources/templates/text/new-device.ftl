<#ftl output_format="plainText">
${recipientName}

${msg("newDevicePurpose")}

${msg("mailChangedAt")}: ${changedAt}

${msg("newDeviceAddress")}: ${ipAddress}

${msg("mailLoginUrl")}: ${loginUrl}

${msg("newDeviceNotYou")}
