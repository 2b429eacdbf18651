<@mail.emailLayout name=((user.lastName)!"") + " " + ((user.firstName)!"")>
  <@mail.paragraph msg("emailVerificationCodeLead")/>
  <@mail.secret msg("emailVerificationCode") code/>
  <@mail.notYou msg("mailIgnore")/>
</@mail.emailLayout>
