<@emailLayout organization=model.organization>
<@paragraph text=msg("bankaccount.mail.intro")/>
<@paragraph text=msg("bankaccount.mail." + model.state)/>
<@fact label=msg("bankaccount.column.reference") value=model.referenceNumber/>
<@fact label=msg("bankaccount.from") value=model.month/>
<#if model.comment?has_content><@fact label=msg("bankaccount.comment") value=model.comment/></#if>
<@action label=msg("bankaccount.mail.open") url=publicUrl + "/bank-account/applications/" + model.application/>
</@emailLayout>
