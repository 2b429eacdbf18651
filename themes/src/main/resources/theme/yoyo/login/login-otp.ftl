<#-- The parent lets one choose between several devices with the mouse only: here they are radio buttons, without script. -->
<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError('totp'); section>
    <#if section = "header">
        ${msg("loginOtpTitle")}
    <#elseif section = "form">
        <p class="yoyo-lead">${msg("loginOtpInstruction")}</p>
        <form id="kc-otp-login-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post" novalidate="novalidate" data-submit-once>
            <#if otpLogin.userOtpCredentials?size gt 1>
                <fieldset class="yoyo-radios">
                    <legend>${msg("loginOtpDevice")}</legend>
                    <#list otpLogin.userOtpCredentials as otpCredential>
                        <div class="${properties.kcCheckboxClass!}">
                            <input type="radio" class="${properties.kcCheckboxInputClass!}" name="selectedCredentialId" id="kc-otp-credential-${otpCredential?index}" value="${otpCredential.id}" <#if otpCredential.id == otpLogin.selectedCredentialId!''>checked</#if>>
                            <label class="${properties.kcCheckboxLabelClass!}" for="kc-otp-credential-${otpCredential?index}">${otpCredential.userLabel!}</label>
                        </div>
                    </#list>
                </fieldset>
            <#else>
                <input type="hidden" name="selectedCredentialId" value="${otpLogin.selectedCredentialId!''}">
            </#if>
            <@field.input name="otp" label=msg("loginOtpOneTime") autocomplete="one-time-code" fieldName="totp" required=true autofocus=true />
            <@buttons.loginButton />
        </form>
    </#if>
</@layout.registrationLayout>
