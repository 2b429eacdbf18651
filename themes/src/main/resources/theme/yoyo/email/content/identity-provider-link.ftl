<@mail.emailLayout name=((user.lastName)!"") + " " + ((user.firstName)!"")>
  <@mail.paragraph msg("identityProviderLinkLead")/>
  <@mail.fact msg("identityProviderLinkProvider") identityProviderDisplayName/>
  <@mail.fact msg("identityProviderLinkUser") (identityProviderContext.username)!""/>
  <@mail.action msg("identityProviderLinkAction") link/>
  <@mail.fact msg("mailLinkValid") linkExpirationFormatter(linkExpiration)/>
  <@mail.notYou msg("mailIgnore")/>
</@mail.emailLayout>
