<@emailLayout organization=model.organization name=model.name>
<@paragraph text=msg("inquiry.mail.receipt")/>
<@fact label=msg("inquiry.column.reference") value=model.referenceNumber/>
<@fact label=msg("inquiry.column.category") value=model.category/>
<@fact label=msg("inquiry.column.created") value=model.asked/>
<@action label=msg("inquiry.mail.open") url=publicUrl + "/inquiries/" + model.inquiry/>
</@emailLayout>
