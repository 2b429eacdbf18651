-- The eighth step of the checklist: a facility has it with a token that is good, as Keycloak last said.
create or replace view onboarding_progress as
select f.id, f.alias, f.name, f.prefecture, f.municipality_code, f.supervisor_alias, f.sort_kana,
  coalesce(f.contact_mail, i.email) as mail,
  coalesce(i.state not in ('waiting', 'refused'), false) as issued,
  coalesce(i.state = 'first_login_done', false) as logged_in,
  -- The first login ends only with the change of the temporary password.
  coalesce(i.state = 'first_login_done', false) as password_changed,
  coalesce(k.users > 1, false) as users_registered,
  coalesce(k.users > 1 and k.users_active >= k.users, false) as users_logged_in,
  exists (select 1 from bank_account_application a
    where a.facility_alias = f.alias and a.state in ('approved', 'applied')) as bank_account,
  coalesce(f.representative, '') <> '' as representative,
  coalesce(i.state, '') as issuance_state,
  coalesce(k.users, 0) as users, coalesce(k.users_active, 0) as users_active,
  k.checked_at,
  exists (select 1 from facility_token t
    where t.facility_alias = f.alias and t.state in ('active', 'overlapping') and t.expires_at > now()) as facility_token
from facility f
left join account_issuance i on i.alias = f.alias
left join onboarding_fact k on k.facility_alias = f.alias
where f.state = 'registered';
