<#-- Chapter 5: shown by the authenticator temporary-password-validity when the temporary password is too old. -->
<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=false; section>
    <#if section = "header">
        ${msg("temporaryPasswordExpiredTitle")}
    <#elseif section = "form">
        <div class="${properties.kcAlertClass!} pf-m-danger" role="alert" id="yoyo-message">
            <div class="${properties.kcAlertIconClass!}"><span class="${properties.kcFeedbackErrorIcon!}" aria-hidden="true"></span></div>
            <p class="${properties.kcAlertTitleClass!}">${msg("errorMark")}${msg("temporaryPasswordExpired")}</p>
        </div>
        <p>${msg("temporaryPasswordExpiredNext")}</p>
        <p><a id="loginRestartLink" class="${properties.kcButtonSecondaryClass!} ${properties.kcButtonBlockClass!}" href="${url.loginRestartFlowUrl}">${msg("backToLogin")}</a></p>
    </#if>
</@layout.registrationLayout>
