-- The checklist of many facilities together, and a search among them.

-- What makes a step done: read from the index alone.
create index bank_account_application_good
  on bank_account_application (facility_alias) where state in ('approved', 'applied');
create index facility_token_good
  on facility_token (facility_alias, expires_at) where state in ('active', 'overlapping');

-- What an office's roll-up reads of the register: a tenth of it.
create index facility_progress on facility (prefecture, municipality_code, alias)
  include (representative) where state = 'registered';

create or replace view onboarding_progress as
select f.id, f.alias, f.name, f.prefecture, f.municipality_code, f.supervisor_alias, f.sort_kana,
  coalesce(f.contact_mail, i.email) as mail,
  coalesce(i.state not in ('waiting', 'refused'), false) as issued,
  coalesce(i.state = 'first_login_done', false) as logged_in,
  -- The first login ends only with the change of the temporary password.
  coalesce(i.state = 'first_login_done', false) as password_changed,
  coalesce(k.users > 1, false) as users_registered,
  coalesce(k.users > 1 and k.users_active >= k.users, false) as users_logged_in,
  -- Not "exists": for a page of 50 PostgreSQL would read all applications that there are.
  coalesce((select true from bank_account_application a
    where a.facility_alias = f.alias and a.state in ('approved', 'applied') limit 1), false) as bank_account,
  coalesce(f.representative, '') <> '' as representative,
  coalesce(i.state, '') as issuance_state,
  coalesce(k.users, 0) as users, coalesce(k.users_active, 0) as users_active,
  k.checked_at,
  coalesce((select true from facility_token t
    where t.facility_alias = f.alias and t.state in ('active', 'overlapping') and t.expires_at > now() limit 1),
    false) as facility_token,
  f.search_text, f.search_pairs
from facility f
left join account_issuance i on i.alias = f.alias
left join onboarding_fact k on k.facility_alias = f.alias
where f.state = 'registered';
