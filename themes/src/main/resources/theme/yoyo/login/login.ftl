<#-- Chapter 5 of the manual: user ID and password on one page, and whom to ask when one of them is forgotten. -->
<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<#import "social-providers.ftl" as identityProviders>
<#import "passkeys.ftl" as passkeys>
<@layout.registrationLayout displayInfo=realm.password && realm.registrationAllowed && !registrationDisabled??; section>
    <#if section = "header">
        ${msg("loginAccountTitle")}
    <#elseif section = "form">
        <#-- One text for both fields: which of the two was wrong is not said. -->
        <#assign failed = messagesPerField.existsError("username", "password")>
        <#assign describedBy = failed?then("yoyo-message", "")>
        <#if realm.password>
            <form id="kc-form-login" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post" novalidate="novalidate" data-submit-once>
                <#if !usernameHidden??>
                    <#assign label><#if !realm.loginWithEmailAllowed>${msg("username")}<#elseif !realm.registrationEmailAsUsername>${msg("usernameOrEmail")}<#else>${msg("email")}</#if></#assign>
                    <@field.input name="username" label=label error="" invalid=failed describedBy=describedBy required=true autofocus=!(login.username?has_content)
                        autocomplete="${(enableWebAuthnConditionalUI?has_content)?then('username webauthn', 'username')}" value=login.username!'' />
                </#if>
                <@field.password name="password" label=msg("password") error="" invalid=failed describedBy=describedBy required=true
                    autofocus=(usernameHidden?? || login.username?has_content) autocomplete="current-password" />
                <#if realm.rememberMe && !usernameHidden??>
                    <@field.checkbox name="rememberMe" label=msg("rememberMe") value=login.rememberMe?? />
                </#if>
                <input type="hidden" id="id-hidden-input" name="credentialId" <#if auth.selectedCredential?has_content>value="${auth.selectedCredential}"</#if>>
                <@buttons.loginButton />
            </form>
            <div class="yoyo-forgotten">
                <#if realm.resetPasswordAllowed>
                    <p><a id="yoyo-password-forgotten" href="${url.loginResetCredentialsUrl}">${msg("doForgotPassword")}</a></p>
                </#if>
                <#if !usernameHidden??>
                    <details id="yoyo-user-id-forgotten">
                        <summary>${msg("userIdForgotten")}</summary>
                        <p>${msg("userIdForgottenInstruction")}</p>
                    </details>
                </#if>
            </div>
        </#if>
        <@passkeys.conditionalUIData />
    <#elseif section = "socialProviders">
        <#if realm.password && social.providers?? && social.providers?has_content>
            <@identityProviders.show social=social/>
        </#if>
    <#elseif section = "info">
        <#if realm.password && realm.registrationAllowed && !registrationDisabled??>
            <div id="kc-registration">
                <span>${msg("noAccount")} <a href="${url.registrationUrl}">${msg("doRegister")}</a></span>
            </div>
        </#if>
    </#if>
</@layout.registrationLayout>
