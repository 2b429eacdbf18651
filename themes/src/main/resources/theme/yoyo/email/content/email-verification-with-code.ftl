<@mail.emailLayout name=mail.nameOf(user!{})>
  <@mail.paragraph msg("emailVerificationCodeLead")/>
  <@mail.secret msg("emailVerificationCode") code/>
  <@mail.notYou msg("mailIgnore")/>
</@mail.emailLayout>
