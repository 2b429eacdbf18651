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
        <#-- Values of users: beside the texts, never inside of msg(). -->
        <#if contacts?has_content>
            <div>
                <h2>${msg("temporaryPasswordExpiredContacts")}</h2>
                <ul id="yoyo-contacts">
                    <#list contacts as contact><li><#if (lang!"ja") == "ja">${contact.lastName} ${contact.firstName}<#else>${contact.firstName} ${contact.lastName}</#if><#if contact.organization?has_content> (${contact.organization})</#if></li></#list>
                </ul>
            </div>
        </#if>
        <p>${msg("temporaryPasswordExpiredNext")}</p>
        <p><a id="loginRestartLink" class="${properties.kcButtonSecondaryClass!} ${properties.kcButtonBlockClass!}" href="${url.loginRestartFlowUrl}">${msg("backToLogin")}</a></p>
    </#if>
</@layout.registrationLayout>
