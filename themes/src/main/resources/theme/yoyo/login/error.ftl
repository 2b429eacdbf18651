<#--
  Errors of flows, and of the server itself (404, 500): there KeycloakErrorHandler passes few variables, so nothing may be
  taken for granted here. The reference number is that of the request, which the extension operations writes into the log
  and the audit stream; without it the trace id where tracing is on, otherwise the time to the millisecond.
-->
<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=false; section>
    <#if section = "header">
        ${kcSanitize(msg("errorTitle"))?no_esc}
    <#elseif section = "form">
        <#setting time_zone=(properties.timeZone!"Asia/Tokyo")>
        <#setting locale=(lang!"ja")>
        <#assign now = .now>
        <div id="kc-error-message">
            <div class="${properties.kcAlertClass!} pf-m-danger" role="alert" id="yoyo-message">
                <div class="${properties.kcAlertIconClass!}"><span class="${properties.kcFeedbackErrorIcon!}" aria-hidden="true"></span></div>
                <p class="${properties.kcAlertTitleClass!} instruction">${msg("errorMark")}${kcSanitize(message.summary!msg("internalServerError"))?no_esc}</p>
            </div>
            <dl class="yoyo-facts">
                <div><dt>${msg("errorTime")}</dt><dd id="yoyo-error-time">${now?string(msg("dateTimePattern"))}</dd></div>
                <div><dt>${msg("errorReference")}</dt><dd id="yoyo-error-reference"><#if (operations.reference)??>${operations.reference}<#elseif traceId??>${traceId}<#else>${now?string("yyyyMMdd-HHmmss-SSS")}</#if></dd></div>
                <#if statusCode??><div><dt>${msg("errorStatus")}</dt><dd id="yoyo-error-status">${statusCode?c}</dd></div></#if>
            </dl>
            <p>${msg("errorNext")}</p>
            <#if !skipLink?? && (client.baseUrl)?has_content>
                <p><a id="backToApplication" class="${properties.kcButtonSecondaryClass!} ${properties.kcButtonBlockClass!}" href="${client.baseUrl}">${msg("backToApplication")}</a></p>
            </#if>
        </div>
    </#if>
</@layout.registrationLayout>
