<#-- Help desk, on every page. An operator sets the three texts by realm localization; see themes/README.md. -->
<#macro content>
<section class="yoyo-help-desk" aria-labelledby="yoyo-help-desk-title">
  <h2 id="yoyo-help-desk-title">${msg("helpDeskTitle")}</h2>
  <dl>
    <div><dt>${msg("helpDeskNameLabel")}</dt><dd id="yoyo-help-desk-name">${msg("helpDeskName")}</dd></div>
    <div><dt>${msg("helpDeskPhoneLabel")}</dt><dd id="yoyo-help-desk-phone">${msg("helpDeskPhone")}</dd></div>
    <div><dt>${msg("helpDeskHoursLabel")}</dt><dd id="yoyo-help-desk-hours">${msg("helpDeskHours")}</dd></div>
  </dl>
</section>
</#macro>
