<#-- Shown by the required action enrol-second-factor to who needs a second factor and has none; then come Keycloak's own pages. -->
<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=false; section>
    <#if section = "header">
        ${msg("enrolSecondFactorTitle")}
    <#elseif section = "form">
        <p class="yoyo-lead">${msg("enrolSecondFactorLead")}</p>
        <form id="yoyo-enrol" action="${url.loginAction}" method="post" data-submit-once>
            <ul class="yoyo-choices">
                <li>
                    <button id="yoyo-enrol-app" type="submit" name="method" value="app" class="${properties.kcButtonSecondaryClass!} ${properties.kcButtonBlockClass!} yoyo-choice">
                        <span class="yoyo-choice__name">${msg("enrolSecondFactorApp")}</span>
                        <span class="yoyo-choice__help">${msg("enrolSecondFactorAppHelp")}</span>
                    </button>
                </li>
                <li>
                    <button id="yoyo-enrol-passkey" type="submit" name="method" value="passkey" class="${properties.kcButtonSecondaryClass!} ${properties.kcButtonBlockClass!} yoyo-choice">
                        <span class="yoyo-choice__name">${msg("enrolSecondFactorPasskey")}</span>
                        <span class="yoyo-choice__help">${msg("enrolSecondFactorPasskeyHelp")}</span>
                    </button>
                </li>
            </ul>
        </form>
        <p>${msg("enrolSecondFactorNext")}</p>
    </#if>
</@layout.registrationLayout>
