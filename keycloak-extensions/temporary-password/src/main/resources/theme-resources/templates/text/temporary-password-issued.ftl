<#ftl output_format="plainText">
${organizationName}
${recipientName}

${msg("temporaryPasswordIssuedPurpose")}

${msg("mailTemporaryPassword")}: ${temporaryPassword}
${msg("mailValidUntil")}: ${validUntil}
${msg("mailLoginUrl")}: ${loginUrl}

${msg("mailTemporaryPasswordSteps")}
${msg("mailNotForYou")}
