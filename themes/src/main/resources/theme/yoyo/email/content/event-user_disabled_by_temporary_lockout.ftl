<@mail.emailLayout name=mail.nameOf(user!{})>
  <#setting time_zone=(properties.timeZone!"Asia/Tokyo")>
  <#setting locale=locale.language>
  <@mail.paragraph msg("eventUserDisabledByTemporaryLockoutLead")/>
  <@mail.fact msg("mailOccurredAt") event.date?datetime?string(msg("dateTimePattern"))/>
  <@mail.notYou msg("eventLockoutNotYou")/>
</@mail.emailLayout>
