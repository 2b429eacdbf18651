<@emailLayout organization=model.organization>
<@paragraph text=msg("onboarding.mail.intro", model.office)/>
<@fact label=msg("onboarding.mail.missing") value=model.missing/>
<@action label=msg("onboarding.title") url=publicUrl + "/onboarding"/>
</@emailLayout>
