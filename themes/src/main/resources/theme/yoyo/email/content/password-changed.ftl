<@mail.emailLayout name=recipientName!"">
  <@mail.paragraph msg("passwordChangedLead")/>
  <@mail.fact msg("mailChangedAt") changedAt/>
  <@mail.address msg("mailLoginAddress") loginUrl/>
  <@mail.notYou msg("passwordChangedNotYou")/>
</@mail.emailLayout>
