<#-- The parent's page puts its button out of the order of the keyboard (tabindex 4). -->
<#import "template.ftl" as layout>
<#import "buttons.ftl" as buttons>
<@layout.registrationLayout; section>
    <#if section = "header">
        ${msg("logoutConfirmTitle")}
    <#elseif section = "form">
        <div id="kc-logout-confirm">
            <p class="instruction">${msg("logoutConfirmHeader")}</p>
            <form class="${properties.kcFormClass!}" action="${url.logoutConfirmAction}" method="POST" data-submit-once>
                <input type="hidden" name="session_code" value="${logoutConfirm.code}">
                <@buttons.actionGroup>
                    <@buttons.button id="kc-logout" name="confirmLogout" label="doLogout"/>
                    <#if !logoutConfirm.skipLink && (client.baseUrl)?has_content>
                        <@buttons.buttonLink href=client.baseUrl label="backToApplication"/>
                    </#if>
                </@buttons.actionGroup>
            </form>
        </div>
    </#if>
</@layout.registrationLayout>
