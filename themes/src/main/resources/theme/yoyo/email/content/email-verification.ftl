<@mail.emailLayout name=mail.nameOf(user!{})>
  <@mail.paragraph msg("emailVerificationLead")/>
  <@mail.action msg("emailVerificationAction") link/>
  <@mail.fact msg("mailLinkValid") linkExpirationFormatter(linkExpiration)/>
  <@mail.notYou msg("mailIgnore")/>
</@mail.emailLayout>
