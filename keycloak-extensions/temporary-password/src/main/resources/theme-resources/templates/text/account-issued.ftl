<#ftl output_format="plainText">
${organizationName}
${recipientName}

${msg("accountIssuedPurpose")}

${msg("mailUserId")}: ${userId}
${msg("mailTemporaryPassword")}: ${temporaryPassword}
${msg("mailValidUntil")}: ${validUntil}
${msg("mailLoginUrl")}: ${loginUrl}

${msg("mailTemporaryPasswordSteps")}
${msg("mailNotForYou")}
