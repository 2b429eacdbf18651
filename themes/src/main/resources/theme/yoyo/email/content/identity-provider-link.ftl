<@mail.emailLayout name=mail.nameOf(user!{})>
  <@mail.paragraph msg("identityProviderLinkLead")/>
  <@mail.fact msg("identityProviderLinkProvider") identityProviderDisplayName/>
  <@mail.fact label=msg("identityProviderLinkUser") value=(identityProviderContext.username)!""/>
  <@mail.action msg("identityProviderLinkAction") link/>
  <@mail.fact msg("mailLinkValid") linkExpirationFormatter(linkExpiration)/>
  <@mail.notYou msg("mailIgnore")/>
</@mail.emailLayout>
