<@mail.emailLayout name=recipientName!"">
  <@mail.paragraph msg("secondFactorResetLead")/>
  <@mail.fact msg("mailChangedAt") changedAt/>
  <@mail.address msg("mailLoginAddress") loginUrl/>
  <@mail.steps [msg("secondFactorResetStep1"), msg("secondFactorResetStep2")]/>
  <@mail.notYou msg("secondFactorResetNotYou")/>
</@mail.emailLayout>
