<@mail.emailLayout name=recipientName!"">
  <@mail.paragraph msg("secondFactorAddedLead")/>
  <@mail.fact msg("mailChangedAt") changedAt/>
  <@mail.address msg("mailLoginAddress") loginUrl/>
  <@mail.notYou msg("secondFactorAddedNotYou")/>
</@mail.emailLayout>
