<@emailLayout organization=model.organization name=model.name>
<@paragraph text=msg("accounts.mail." + model.condition)/>
<@fact label=msg("accounts.column.user-id") value=model.userId/>
<@fact label=msg("accounts.mail.sender") value=model.sender/>
<@action label=msg("accounts.mail.open") url=publicUrl + "/"/>
</@emailLayout>
