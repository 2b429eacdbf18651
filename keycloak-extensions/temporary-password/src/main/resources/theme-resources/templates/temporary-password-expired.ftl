<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=false; section>
<!-- template: temporary-password-expired.ftl -->
    <#if section = "header">
        ${msg("temporaryPasswordExpiredTitle")}
    <#elseif section = "form">
        <p id="temporary-password-expired">${msg("temporaryPasswordExpiredMessage")}</p>
        <p><a id="restart-login" href="${url.loginRestartFlowUrl}">${msg("backToLogin")?no_esc}</a></p>
    </#if>
</@layout.registrationLayout>
