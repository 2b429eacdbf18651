<@emailLayout organization=model.organization name=model.name>
<@paragraph text=msg("facilitytoken.mail." + model.step)/>
<@fact label=msg("facilitytoken.column.reference") value=model.referenceNumber/>
<@fact label=msg("facilitytoken.kind") value=msg("facilitytoken.kind." + model.kind)/>
<#if model.comment?has_content><@fact label=msg("facilitytoken.comment") value=model.comment/></#if>
<@action label=msg("facilitytoken.mail.open") url=publicUrl + "/facility-tokens/applications/" + model.application/>
</@emailLayout>
