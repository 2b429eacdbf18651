<#-- Shown by the authenticator organization-enabled. organizationName is absent when the user belongs to several. -->
<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=false; section>
    <#if section = "header">
        ${msg("organizationDisabledTitle")}
    <#elseif section = "form">
        <div class="${properties.kcAlertClass!} pf-m-danger" role="alert" id="yoyo-message">
            <div class="${properties.kcAlertIconClass!}"><span class="${properties.kcFeedbackErrorIcon!}" aria-hidden="true"></span></div>
            <p class="${properties.kcAlertTitleClass!}">${msg("errorMark")}${msg("organizationDisabled")}</p>
        </div>
        <#if organizationName?has_content>
            <dl class="yoyo-facts"><div><dt>${msg("organization")}</dt><dd>${organizationName}</dd></div></dl>
        </#if>
        <p>${msg("organizationDisabledNext")}</p>
        <p><a id="loginRestartLink" class="${properties.kcButtonSecondaryClass!} ${properties.kcButtonBlockClass!}" href="${url.loginRestartFlowUrl}">${msg("backToLogin")}</a></p>
    </#if>
</@layout.registrationLayout>
