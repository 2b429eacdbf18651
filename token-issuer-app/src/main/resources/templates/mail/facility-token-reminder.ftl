<@emailLayout organization=model.organization>
<@paragraph text=msg("facilitytoken.mail.reminder", model.days)/>
<@fact label=msg("facilitytoken.token.label") value=model.label + " " + model.terminal/>
<@fact label=msg("facilitytoken.token.expires") value=model.expires/>
<@action label=msg("facilitytoken.start.title") url=publicUrl + "/facility-tokens"/>
</@emailLayout>
