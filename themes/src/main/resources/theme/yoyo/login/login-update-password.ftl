<#--
  Chapter 3 of the manual: the 仮パスワード変更画面 (temporaryPassword is true), and the ordinary change of a password.
  The rules stand here in words; js/password-rules.js ticks them off while typing. The server decides either way.
  There is no box for ending other sessions: the server always ends them.
-->
<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<#assign forTemporary = temporaryPassword?? && temporaryPassword?string == "true">
<#assign policies = passwordPolicies!{}>
<@layout.registrationLayout displayMessage=(message?? && message.type == "error" && !messagesPerField.existsError("password", "password-confirm")); section>
    <#if section = "header">
        ${msg(forTemporary?then("temporaryPasswordChangeTitle", "updatePasswordTitle"))}
    <#elseif section = "form">
        <p class="yoyo-lead">${msg(forTemporary?then("temporaryPasswordChangeInstruction", "updatePasswordInstruction"))}</p>

        <form id="kc-passwd-update-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post" novalidate="novalidate" data-submit-once>
            <#if username?has_content>
                <dl class="yoyo-facts"><div><dt>${msg("username")}</dt><dd>${username}</dd></div></dl>
                <#-- For password managers: which account the new password belongs to. Not read by the server. -->
                <input type="text" name="username" value="${username}" autocomplete="username" readonly hidden>
            </#if>

            <section id="yoyo-password-rules" class="yoyo-rules" aria-labelledby="yoyo-password-rules-title"
                     data-password="password-new" data-confirmation="password-confirm" data-user-id="${username!}"
                     data-met="${msg("passwordRuleMet")}" data-unmet="${msg("passwordRuleUnmet")}"
                     data-match="${msg("passwordMatches")}" data-mismatch="${msg("errorMark")}${msg("notMatchPasswordMessage")}">
                <h2 id="yoyo-password-rules-title">${msg("passwordRulesTitle")}</h2>
                <ul>
                    <#list ["length", "maxLength", "lowerCase", "upperCase", "digits", "specialChars"] as rule>
                        <#if policies[rule]?? && policies[rule] gt 0>
                            <li data-rule="${rule}" data-value="${policies[rule]?c}">${msg("passwordRule." + rule, policies[rule])}</li>
                        </#if>
                    </#list>
                    <li data-rule="notContainsUserId">${msg("passwordRule.notContainsUserId")}</li>
                    <#if policies.notEmail!false>
                        <li>${msg("passwordRule.notEmail")}</li>
                    </#if>
                    <#if policies.passwordHistory?? && policies.passwordHistory gt 0>
                        <li>${msg("passwordRule.history", policies.passwordHistory)}</li>
                    </#if>
                    <#if forTemporary>
                        <li>${msg("passwordRule.notTemporary")}</li>
                    </#if>
                    <li>${msg("passwordRule.notCommon")}</li>
                </ul>
            </section>

            <@field.password name="password-new" label=msg("passwordNew") fieldName="password" autocomplete="new-password" required=true autofocus=true describedBy="yoyo-password-rules" />
            <@field.password name="password-confirm" label=msg("passwordConfirm") autocomplete="new-password" required=true describedBy="yoyo-password-match">
                <p id="yoyo-password-match" class="yoyo-match" aria-live="polite"></p>
            </@field.password>

            <@buttons.actionGroup horizontal=true>
                <@buttons.button id="kc-submit" name="login" label="doChangePassword"/>
                <#if isAppInitiatedAction??>
                    <@buttons.button id="kc-cancel" label="doCancel" name="cancel-aia" type="secondary" formnovalidate="formnovalidate"/>
                </#if>
            </@buttons.actionGroup>
        </form>
        <script type="module" src="${url.resourcesPath}/js/password-rules.js?v=${properties.version!}"></script>
    </#if>
</@layout.registrationLayout>
