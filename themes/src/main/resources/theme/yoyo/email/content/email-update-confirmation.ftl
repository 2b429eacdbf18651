<@mail.emailLayout name=mail.nameOf(user!{})>
  <@mail.paragraph msg("emailUpdateConfirmationLead")/>
  <@mail.fact msg("mailNewAddress") newEmail/>
  <@mail.action msg("emailUpdateConfirmationAction") link/>
  <@mail.fact msg("mailLinkValid") linkExpirationFormatter(linkExpiration)/>
  <@mail.notYou msg("mailIgnore")/>
</@mail.emailLayout>
