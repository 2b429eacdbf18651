<#-- 「ログインできないとき」: the table under chapter 5 of the manual. The provider login-trouble serves it at /realms/<realm>/login-trouble. -->
<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=false; section>
    <#if section = "header">
        ${msg("loginTroubleTitle")}
    <#elseif section = "form">
        <p>${msg("loginTroubleLead")}</p>
        <section aria-labelledby="yoyo-trouble-password">
            <h2 id="yoyo-trouble-password">${msg("loginTroublePasswordTitle")}</h2>
            <p>${msg("loginTroublePassword")}</p>
            <#if resetUrl??><p><a id="yoyo-trouble-reset" href="${resetUrl}">${msg("loginTroublePasswordAction")}</a></p></#if>
            <p>${msg("resetNoteTemporaryPassword")}</p>
        </section>
        <section aria-labelledby="yoyo-trouble-user-id">
            <h2 id="yoyo-trouble-user-id">${msg("loginTroubleUserIdTitle")}</h2>
            <p>${msg("userIdForgottenInstruction")}</p>
            <p>${msg("loginTroubleUserIdAdmin")}</p>
        </section>
        <#if failures??>
        <section aria-labelledby="yoyo-trouble-locked">
            <h2 id="yoyo-trouble-locked">${msg("loginTroubleLockedTitle")}</h2>
            <p>${msg("loginTroubleLocked", failures, shortestWait, longestWait)}</p>
            <p>${msg("loginTroubleLockedNext")}</p>
        </section>
        </#if>
        <section aria-labelledby="yoyo-trouble-device">
            <h2 id="yoyo-trouble-device">${msg("loginTroubleDeviceTitle")}</h2>
            <p>${msg("loginTroubleDevice")}</p>
        </section>
        <section aria-labelledby="yoyo-trouble-error">
            <h2 id="yoyo-trouble-error">${msg("loginTroubleErrorTitle")}</h2>
            <p>${msg("loginTroubleError")}</p>
        </section>
        <section aria-labelledby="yoyo-trouble-maintenance">
            <h2 id="yoyo-trouble-maintenance">${msg("loginTroubleMaintenanceTitle")}</h2>
            <p>${msg("loginTroubleMaintenance")}</p>
        </section>
        <p><a id="yoyo-trouble-login" class="${properties.kcButtonSecondaryClass!} ${properties.kcButtonBlockClass!}" href="${loginUrl}">${msg("backToLogin")}</a></p>
    </#if>
</@layout.registrationLayout>
