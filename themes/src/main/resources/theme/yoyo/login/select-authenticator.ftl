<#-- The parent's list cannot be used by keyboard (elements with onclick): here each way is a button. -->
<#import "template.ftl" as layout>
<@layout.registrationLayout displayInfo=false; section>
    <#if section = "header">
        ${msg("loginChooseAuthenticator")}
    <#elseif section = "form">
        <ul class="yoyo-choices">
            <#list auth.authenticationSelections as selection>
                <li>
                    <form action="${url.loginAction}" method="post" data-submit-once>
                        <input type="hidden" name="authenticationExecution" value="${selection.authExecId}">
                        <button type="submit" class="${properties.kcButtonSecondaryClass!} ${properties.kcButtonBlockClass!} yoyo-choice">
                            <span class="yoyo-choice__name">${msg(selection.displayName)}</span>
                            <span class="yoyo-choice__help">${msg(selection.helpText)}</span>
                        </button>
                    </form>
                </li>
            </#list>
        </ul>
    </#if>
</@layout.registrationLayout>
