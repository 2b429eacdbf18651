<@mail.emailLayout name=mail.nameOf(user!{})>
  <@mail.paragraph msg("emailTestLead")/>
  <@mail.fact msg("mailSystem") realmName/>
</@mail.emailLayout>
