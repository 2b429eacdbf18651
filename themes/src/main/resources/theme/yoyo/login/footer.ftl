<#--
  Help desk, on every page, and the announcement of a maintenance. The variable "operations" comes from the extension of
  that name; without it the texts of the message files count. See themes/README.md.
-->
<#function inLanguage texts><#return (texts[(lang!"ja")])!texts.en></#function>

<#-- A moment, in milliseconds since 1970: in the time zone of the theme, as the language writes it. -->
<#function moment milliseconds>
  <#setting time_zone=(properties.timeZone!"Asia/Tokyo")>
  <#setting locale=(lang!"ja")>
  <#return milliseconds?number_to_datetime?string(msg("dateTimePattern"))>
</#function>

<#macro announcement>
<section class="${properties.kcAlertClass!} pf-m-warning" id="yoyo-announcement" aria-labelledby="yoyo-announcement-title">
  <div class="${properties.kcAlertIconClass!}"><span class="${properties.kcFeedbackWarningIcon!}" aria-hidden="true"></span></div>
  <div class="${properties.kcAlertTitleClass!}">
    <h2 id="yoyo-announcement-title">${msg("maintenanceAnnouncementTitle")}</h2>
    <p>${msg("maintenanceAnnouncement", moment(operations.maintenance.from), moment(operations.maintenance.until))}</p>
    <#if operations.maintenance.ownText><p>${inLanguage(operations.maintenance.text)}</p></#if>
  </div>
</section>
</#macro>

<#macro content>
<section class="yoyo-help-desk" aria-labelledby="yoyo-help-desk-title">
  <h2 id="yoyo-help-desk-title">${msg("helpDeskTitle")}</h2>
  <dl>
  <#if (operations.helpDesk)??>
    <#local desk = operations.helpDesk>
    <div><dt>${msg("helpDeskNameLabel")}</dt><dd id="yoyo-help-desk-name">${inLanguage(desk.name)}</dd></div>
    <div><dt>${msg("helpDeskPhoneLabel")}</dt><dd id="yoyo-help-desk-phone">${desk.phone}</dd></div>
    <#if desk.email??><div><dt>${msg("helpDeskEmailLabel")}</dt><dd id="yoyo-help-desk-email">${desk.email}</dd></div></#if>
    <div><dt>${msg("helpDeskHoursLabel")}</dt><dd id="yoyo-help-desk-hours">${inLanguage(desk.hours)}</dd></div>
    <div><dt>${msg("helpDeskNowLabel")}</dt><dd id="yoyo-help-desk-now"><#if desk.open>${msg("helpDeskOpen")}<#else>${msg("helpDeskClosed")}</#if><#if desk.changesAt??><#if desk.open>${msg("helpDeskUntil", moment(desk.changesAt))}<#else>${msg("helpDeskNext", moment(desk.changesAt))}</#if></#if></dd></div>
  <#else>
    <div><dt>${msg("helpDeskNameLabel")}</dt><dd id="yoyo-help-desk-name">${msg("helpDeskName")}</dd></div>
    <div><dt>${msg("helpDeskPhoneLabel")}</dt><dd id="yoyo-help-desk-phone">${msg("helpDeskPhone")}</dd></div>
    <div><dt>${msg("helpDeskHoursLabel")}</dt><dd id="yoyo-help-desk-hours">${msg("helpDeskHours")}</dd></div>
  </#if>
  </dl>
</section>
</#macro>
