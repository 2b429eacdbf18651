<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${organizationName}<br>${recipientName}</p>
<p>${msg("temporaryPasswordIssuedPurpose")}</p>
<table>
<tr><th align="left">${msg("mailTemporaryPassword")}</th><td><code>${temporaryPassword}</code></td></tr>
<tr><th align="left">${msg("mailValidUntil")}</th><td>${validUntil}</td></tr>
<tr><th align="left">${msg("mailLoginUrl")}</th><td><a href="${loginUrl}">${loginUrl}</a></td></tr>
</table>
<p>${msg("mailTemporaryPasswordSteps")}</p>
<p>${msg("mailNotForYou")}</p>
</@layout.emailLayout>
