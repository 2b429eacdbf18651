<@mail.emailLayout name=mail.nameOf(user!{})>
  <#setting time_zone=(properties.timeZone!"Asia/Tokyo")>
  <#setting locale=locale.language>
  <@mail.paragraph msg("eventLoginErrorLead")/>
  <@mail.fact msg("mailOccurredAt") event.date?datetime?string(msg("dateTimePattern"))/>
  <#if (event.ipAddress)?has_content><@mail.fact msg("mailIpAddress") event.ipAddress/></#if>
  <@mail.notYou msg("eventNotYou")/>
</@mail.emailLayout>
