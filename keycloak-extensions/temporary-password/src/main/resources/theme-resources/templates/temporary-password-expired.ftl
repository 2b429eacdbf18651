<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=false; section>
<!-- template: temporary-password-expired.ftl -->
    <#if section = "header">
        ${msg("temporaryPasswordExpiredTitle")}
    <#elseif section = "form">
        <p id="temporary-password-expired">${msg("temporaryPasswordExpiredMessage")}</p>
        <#if contacts?has_content><ul><#list contacts as contact><li>${contact.lastName} ${contact.firstName} ${contact.organization}</li></#list></ul></#if>
        <p><a id="restart-login" href="${url.loginRestartFlowUrl}">${msg("backToLogin")?no_esc}</a></p>
    </#if>
</@layout.registrationLayout>
