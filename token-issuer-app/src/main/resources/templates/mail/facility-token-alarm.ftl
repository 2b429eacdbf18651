<@emailLayout organization=model.organization>
<@paragraph text=msg("facilitytoken.mail.alarm." + model.cause)/>
<@fact label=msg("facilitytoken.column.facility") value=model.code + " " + model.facility/>
<@fact label=msg("facilitytoken.column.reference") value=model.referenceNumber/>
<@fact label=msg("actor.userId") value=model.userName/>
<@action label=msg("facilitytoken.mail.open") url=publicUrl + "/facility-token-reviews/" + model.application/>
</@emailLayout>
