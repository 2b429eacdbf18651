<@mail.emailLayout name=mail.nameOf(user!{})>
  <@mail.paragraph msg("verifiableCredentialOfferLead")/>
  <@mail.fact msg("verifiableCredentialOfferName") credentialScopeDisplayName/>
  <@mail.action msg("verifiableCredentialOfferAction") link/>
  <@mail.fact msg("mailLinkValid") linkExpirationFormatter(linkExpiration)/>
  <@mail.notYou msg("mailIgnore")/>
</@mail.emailLayout>
