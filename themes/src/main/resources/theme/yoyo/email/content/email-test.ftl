<@mail.emailLayout name=((user.lastName)!"") + " " + ((user.firstName)!"")>
  <@mail.paragraph msg("emailTestLead")/>
  <@mail.fact msg("mailSystem") realmName/>
</@mail.emailLayout>
