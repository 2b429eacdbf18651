<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${recipientName}</p>
<p>${msg("newDevicePurpose")}</p>
<table>
<tr><th align="left">${msg("mailChangedAt")}</th><td>${changedAt}</td></tr>
<tr><th align="left">${msg("newDeviceAddress")}</th><td>${ipAddress}</td></tr>
<tr><th align="left">${msg("mailLoginUrl")}</th><td><a href="${loginUrl}">${loginUrl}</a></td></tr>
</table>
<p>${msg("newDeviceNotYou")}</p>
</@layout.emailLayout>
