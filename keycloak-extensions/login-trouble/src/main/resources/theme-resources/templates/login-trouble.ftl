<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=false; section>
<!-- template: login-trouble.ftl -->
    <#if section = "header">
        ${msg("loginTroubleTitle")}
    <#elseif section = "form">
        <#if resetUrl??><p><a href="${resetUrl}">${msg("loginTroublePassword")}</a></p></#if>
        <p>${msg("loginTroubleUserId")}</p>
        <#if failures??><p>${msg("loginTroubleLocked", failures?c, shortestWait?c, longestWait?c)}</p></#if>
        <p><a href="${loginUrl}">${msg("backToLogin")?no_esc}</a></p>
    </#if>
</@layout.registrationLayout>
