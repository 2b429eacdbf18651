<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError('username'); section>
    <#if section = "header">
        ${msg("emailForgotTitle")}
    <#elseif section = "form">
        <p class="yoyo-lead"><#if realm.duplicateEmailsAllowed || !realm.loginWithEmailAllowed>${msg("emailInstructionUsername")}<#else>${msg("emailInstruction")}</#if></p>
        <form id="kc-reset-password-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post" novalidate="novalidate" data-submit-once>
            <#assign label><#if !realm.loginWithEmailAllowed>${msg("username")}<#elseif !realm.registrationEmailAsUsername>${msg("usernameOrEmail")}<#else>${msg("email")}</#if></#assign>
            <@field.input name="username" label=label value=auth.attemptedUsername!'' autocomplete="username" required=true autofocus=true />
            <@buttons.actionGroup>
                <@buttons.button id="kc-form-buttons" label="doSendResetMail"/>
                <@buttons.buttonLink href=url.loginUrl label="backToLogin"/>
            </@buttons.actionGroup>
        </form>
        <section class="yoyo-note" aria-labelledby="yoyo-reset-note">
            <h2 id="yoyo-reset-note">${msg("resetNoteTitle")}</h2>
            <ul>
                <li>${msg("resetNoteTemporaryPassword")}</li>
                <li>${msg("resetNoteUserIdForgotten")}</li>
            </ul>
        </section>
    </#if>
</@layout.registrationLayout>
