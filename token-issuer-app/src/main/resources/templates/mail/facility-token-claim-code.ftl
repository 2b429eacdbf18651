<@emailLayout organization=model.organization name=model.name>
<@paragraph text=msg("facilitytoken.mail.code")/>
<@fact label=msg("facilitytoken.column.reference") value=model.referenceNumber/>
<@fact label=msg("facilitytoken.claim.code") value=model.code/>
<@fact label=msg("facilitytoken.mail.valid") value=model.validUntil/>
<@action label=msg("facilitytoken.claim.title") url=publicUrl + "/facility-tokens/claim"/>
<@notYou text=msg("facilitytoken.mail.code.not-you")/>
</@emailLayout>
