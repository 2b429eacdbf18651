<@mail.emailLayout name=mail.nameOf({"lastName": lastName!"", "firstName": firstName!""})>
  <@mail.paragraph msg("orgInviteLead")/>
  <@mail.fact msg("orgInviteOrganization") organization.name/>
  <@mail.action msg("orgInviteAction") link/>
  <@mail.fact msg("mailLinkValid") linkExpirationFormatter(linkExpiration)/>
  <@mail.notYou msg("mailIgnore")/>
</@mail.emailLayout>
