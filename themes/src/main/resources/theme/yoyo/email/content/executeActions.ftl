<@mail.emailLayout name=mail.nameOf(user!{})>
  <@mail.paragraph msg("executeActionsLead")/>
  <#assign actions = []>
  <#list requiredActions![] as requiredAction><#assign actions += [msg("requiredAction." + requiredAction)]></#list>
  <#if actions?has_content><@mail.items msg("executeActionsList") actions/></#if>
  <@mail.action msg("executeActionsAction") link/>
  <@mail.fact msg("mailLinkValid") linkExpirationFormatter(linkExpiration)/>
  <@mail.notYou msg("executeActionsNotYou")/>
</@mail.emailLayout>
