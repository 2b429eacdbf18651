<#-- Chapter 2 of the manual: user ID and temporary password of a facility's first administrator. -->
<@mail.emailLayout organization=organizationName!"" name=recipientName!"">
  <@mail.paragraph msg("accountIssuedLead")/>
  <@mail.fact msg("mailUserId") userId/>
  <@mail.secret msg("mailTemporaryPassword") temporaryPassword/>
  <@mail.fact msg("mailValidUntil") validUntil/>
  <@mail.address msg("mailLoginAddress") loginUrl/>
  <@mail.steps [msg("accountIssuedStep1"), msg("temporaryPasswordStepChange"), msg("accountIssuedStep3")]/>
  <@mail.paragraph msg("temporaryPasswordSafety")/>
  <@mail.notYou msg("temporaryPasswordNotYou")/>
</@mail.emailLayout>
