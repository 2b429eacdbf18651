<@emailLayout organization=model.organization name=model.name>
<@paragraph text=msg("inquiry.mail.answer")/>
<@fact label=msg("inquiry.column.reference") value=model.referenceNumber/>
<#list model.text?split("\n") as line><#if line?trim?has_content><@paragraph text=plain(line)/></#if></#list>
<@paragraph text=msg("inquiry.mail.more")/>
<@action label=msg("inquiry.mail.open") url=publicUrl + "/inquiries/" + model.inquiry/>
</@emailLayout>
