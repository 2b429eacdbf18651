<@mail.emailLayout name=mail.nameOf(user!{})>
  <#setting time_zone=(properties.timeZone!"Asia/Tokyo")>
  <#setting locale=locale.language>
  <@mail.paragraph msg("eventRemoveCredentialLead")/>
  <@mail.fact msg("mailOccurredAt") event.date?datetime?string(msg("dateTimePattern"))/>
  <#assign credentialType = (event.getDetail("credential_type"))!"unknown">
  <#assign credentialName = msg("credentialType." + credentialType)>
  <@mail.fact msg("mailCredential") credentialName?starts_with("credentialType.")?then(credentialType, credentialName)/>
  <#if (event.ipAddress)?has_content><@mail.fact msg("mailIpAddress") event.ipAddress/></#if>
  <@mail.notYou msg("eventNotYou")/>
</@mail.emailLayout>
