<@mail.emailLayout organization=organizationName!"" name=mail.nameOf(user!{})>
  <@mail.paragraph msg("passwordResetLead")/>
  <@mail.action msg("passwordResetAction") link/>
  <@mail.fact msg("mailLinkValid") linkExpirationFormatter(linkExpiration)/>
  <@mail.steps [msg("passwordResetStep1"), msg("passwordResetStep2")]/>
  <@mail.notYou msg("passwordResetNotYou")/>
</@mail.emailLayout>
