<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=false; section>
<!-- template: password-already-changed.ftl -->
    <#if section = "header">
        ${msg("passwordAlreadyChangedTitle")}
    <#elseif section = "form">
        <p id="password-already-changed">${msg("passwordAlreadyChangedMessage")}</p>
        <p><a id="restart-login" href="${url.loginRestartFlowUrl}">${msg("backToLogin")?no_esc}</a></p>
    </#if>
</@layout.registrationLayout>
