<#-- Chapter 5 of the manual: the temporary password alone. The user ID never stands in this mail: the administrator tells it. -->
<@mail.emailLayout organization=organizationName!"" name=recipientName!"">
  <@mail.paragraph msg("temporaryPasswordIssuedLead")/>
  <@mail.secret msg("mailTemporaryPassword") temporaryPassword/>
  <@mail.fact msg("mailValidUntil") validUntil/>
  <@mail.address msg("mailLoginAddress") loginUrl/>
  <@mail.steps [msg("temporaryPasswordStepUserId"), msg("temporaryPasswordStepLogin"), msg("temporaryPasswordStepChange")]/>
  <@mail.paragraph msg("temporaryPasswordSafety")/>
  <@mail.notYou msg("temporaryPasswordNotYou")/>
</@mail.emailLayout>
