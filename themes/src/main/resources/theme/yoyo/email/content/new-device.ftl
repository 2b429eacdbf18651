<@mail.emailLayout name=recipientName!"">
  <@mail.paragraph msg("newDeviceLead")/>
  <@mail.fact msg("newDeviceTime") changedAt/>
  <@mail.fact msg("newDeviceAddress") ipAddress/>
  <@mail.address msg("mailLoginAddress") loginUrl/>
  <@mail.notYou msg("newDeviceNotYou")/>
</@mail.emailLayout>
