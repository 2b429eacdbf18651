<#-- Goes to the former and to the new address, hence the mask. -->
<@mail.emailLayout name=recipientName!"">
  <@mail.paragraph msg("emailChangedLead")/>
  <@mail.fact msg("mailChangedAt") changedAt/>
  <@mail.fact msg("mailNewAddress") newAddressMasked/>
  <@mail.address msg("mailLoginAddress") loginUrl/>
  <@mail.notYou msg("emailChangedNotYou")/>
</@mail.emailLayout>
