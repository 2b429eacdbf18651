<#-- daysRemaining and reason are Keycloak's own; a text written by the realm's admin comes as customMessage. -->
<@mail.emailLayout name=mail.nameOf(user!{})>
  <#if messageKey == "customMessage">
    <@mail.paragraph mail.plain(customMessage!"")/>
  <#else>
    <@mail.paragraph msg(messageKey, daysRemaining, reason!"")/>
  </#if>
</@mail.emailLayout>
