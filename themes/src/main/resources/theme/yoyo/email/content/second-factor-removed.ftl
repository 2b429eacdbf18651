<@mail.emailLayout name=recipientName!"">
  <@mail.paragraph msg("secondFactorRemovedLead")/>
  <@mail.fact msg("mailChangedAt") changedAt/>
  <@mail.address msg("mailLoginAddress") loginUrl/>
  <@mail.notYou msg("secondFactorRemovedNotYou")/>
</@mail.emailLayout>
