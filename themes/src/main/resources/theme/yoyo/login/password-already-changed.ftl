<#-- Shown by the required action UPDATE_PASSWORD to whoever comes later: a second tab, a password reissued meanwhile. -->
<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=false; section>
    <#if section = "header">
        ${msg("passwordAlreadyChangedTitle")}
    <#elseif section = "form">
        <div class="${properties.kcAlertClass!} pf-m-danger" role="alert" id="yoyo-message">
            <div class="${properties.kcAlertIconClass!}"><span class="${properties.kcFeedbackErrorIcon!}" aria-hidden="true"></span></div>
            <p class="${properties.kcAlertTitleClass!}" id="password-already-changed">${msg("errorMark")}${msg("passwordAlreadyChangedMessage")}</p>
        </div>
        <p><a id="loginRestartLink" class="${properties.kcButtonSecondaryClass!} ${properties.kcButtonBlockClass!}" href="${url.loginRestartFlowUrl}">${msg("backToLogin")}</a></p>
    </#if>
</@layout.registrationLayout>
