<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${recipientName}</p>
<p>${msg("secondFactorRemovedPurpose")}</p>
<table>
<tr><th align="left">${msg("mailChangedAt")}</th><td>${changedAt}</td></tr>
<tr><th align="left">${msg("mailLoginUrl")}</th><td><a href="${loginUrl}">${loginUrl}</a></td></tr>
</table>
<p>${msg("mailNotYourChange")}</p>
</@layout.emailLayout>
