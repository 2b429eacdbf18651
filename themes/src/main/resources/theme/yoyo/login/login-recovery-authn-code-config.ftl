<#-- As the parent's page, with headings in order and the script in js/recovery-codes.js. -->
<#import "template.ftl" as layout>
<#import "buttons.ftl" as buttons>
<#import "field.ftl" as field>
<#import "password-commons.ftl" as passwordCommons>
<@layout.registrationLayout displayMessage=false; section>
    <#if section = "header">
        ${msg("recovery-code-config-header")}
    <#elseif section = "form">
        <div class="${properties.kcAlertClass!} pf-m-warning">
            <div class="${properties.kcAlertIconClass!}"><span class="${properties.kcFeedbackWarningIcon!}" aria-hidden="true"></span></div>
            <p class="${properties.kcAlertTitleClass!}">${msg("recovery-code-config-warning-title")}</p>
            <div class="${properties.kcAlertDescriptionClass!}"><p>${msg("recovery-code-config-warning-message")}</p></div>
        </div>

        <ol id="kc-recovery-codes-list" class="yoyo-codes" aria-label="${msg("recovery-codes-list")}">
            <#list recoveryAuthnCodesConfigBean.generatedRecoveryAuthnCodesList as code><li>${code[0..3]}-${code[4..7]}-${code[8..]}</li></#list>
        </ol>

        <div class="yoyo-buttons" id="yoyo-recovery-actions" hidden
             data-header="${msg("recovery-codes-download-file-header")}"
             data-description="${msg("recovery-codes-download-file-description")}"
             data-date="${msg("recovery-codes-download-file-date")}"
             data-copied="${msg("recovery-codes-copied")}">
            <button id="printRecoveryCodes" class="${properties.kcButtonSecondaryClass!}" type="button">${msg("recovery-codes-print")}</button>
            <button id="downloadRecoveryCodes" class="${properties.kcButtonSecondaryClass!}" type="button">${msg("recovery-codes-download")}</button>
            <button id="copyRecoveryCodes" class="${properties.kcButtonSecondaryClass!}" type="button">${msg("recovery-codes-copy")}</button>
        </div>
        <p id="yoyo-recovery-copied" aria-live="polite"></p>

        <form action="${url.loginAction}" class="${properties.kcFormClass!}" id="kc-recovery-codes-settings-form" method="post" data-submit-once>
            <input type="hidden" name="generatedRecoveryAuthnCodes" value="${recoveryAuthnCodesConfigBean.generatedRecoveryAuthnCodesAsString}">
            <input type="hidden" name="generatedAt" value="${recoveryAuthnCodesConfigBean.generatedAt?c}">
            <input type="hidden" id="userLabel" name="userLabel" value="${msg("recovery-codes-label-default")}">
            <#-- "required" holds the form back until the box is ticked; the button stays usable, which a disabled one would not tell. -->
            <@field.checkbox name="kcRecoveryCodesConfirmationCheck" label=msg("recovery-codes-confirmation-message") required=true />
            <@passwordCommons.logoutOtherSessions/>
            <@buttons.actionGroup horizontal=true>
                <@buttons.button id="saveRecoveryAuthnCodesBtn" label="recovery-codes-action-complete"/>
                <#if isAppInitiatedAction??>
                    <@buttons.button id="cancelRecoveryAuthnCodesBtn" label="recovery-codes-action-cancel" name="cancel-aia" type="secondary" value="true" formnovalidate="formnovalidate"/>
                </#if>
            </@buttons.actionGroup>
        </form>
        <script type="module" src="${url.resourcesPath}/js/recovery-codes.js?v=${properties.version!}"></script>
    </#if>
</@layout.registrationLayout>
