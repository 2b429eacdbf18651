<#-- Shown with status 503 while a maintenance lasts: by the authenticator maintenance in the place of login and reset, and behind links of mails and in
     the middle of required actions, where "again" is the address to come again to. -->
<#import "template.ftl" as layout>
<#import "footer.ftl" as facts>
<@layout.registrationLayout displayMessage=false; section>
    <#if section = "header">
        ${msg("maintenanceTitle")}
    <#elseif section = "form">
        <div class="${properties.kcAlertClass!} pf-m-warning" role="status" id="yoyo-message">
            <div class="${properties.kcAlertIconClass!}"><span class="${properties.kcFeedbackWarningIcon!}" aria-hidden="true"></span></div>
            <p class="${properties.kcAlertTitleClass!}"><#if (operations.maintenance.text)??>${facts.inLanguage(operations.maintenance.text)}<#else>${msg("maintenanceMessage")}</#if></p>
        </div>
        <#if (operations.maintenance.until)??>
            <dl class="yoyo-facts">
                <div><dt>${msg("maintenanceUntil")}</dt><dd id="yoyo-maintenance-until">${facts.moment(operations.maintenance.until)}</dd></div>
            </dl>
        </#if>
        <p><a id="loginRestartLink" class="${properties.kcButtonSecondaryClass!} ${properties.kcButtonBlockClass!}" href="${again!url.loginRestartFlowUrl}">${msg("maintenanceAgain")}</a></p>
        <#if operatorMayLogIn!false>
            <form id="yoyo-operator" action="${url.loginAction}" method="post">
                <button type="submit" name="operator" value="true" id="yoyo-operator-login" class="${properties.kcButtonLinkClass!"pf-v5-c-button pf-m-link"}">${msg("maintenanceOperator")}</button>
            </form>
        </#if>
    </#if>
</@layout.registrationLayout>
