<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=false; section>
<!-- template: enrol-second-factor.ftl -->
    <#if section = "header">
        ${msg("enrolSecondFactorTitle")}
    <#elseif section = "form">
        <p>${msg("enrolSecondFactorLead")}</p>
        <form action="${url.loginAction}" method="post">
            <button type="submit" name="method" value="app">${msg("enrolSecondFactorApp")}</button>
            <button type="submit" name="method" value="passkey">${msg("enrolSecondFactorPasskey")}</button>
        </form>
    </#if>
</@layout.registrationLayout>
