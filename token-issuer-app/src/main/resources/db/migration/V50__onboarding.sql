-- 導入状況: how far each facility has come.

-- What Keycloak said last; a page never waits for it.
create table onboarding_fact (
  facility_alias text primary key,
  -- Users of the facility, the first administrator among them.
  users int not null,
  -- Those of them who have changed their temporary password, which is the first thing that a login asks for.
  users_active int not null,
  -- Null where Keycloak refused to say: the first administrator is no longer one.
  known boolean not null,
  checked_at timestamptz not null
);
create index onboarding_fact_checked_at on onboarding_fact (checked_at);

-- When a facility was last reminded: at most once a week.
create table onboarding_reminder (
  facility_alias text primary key,
  sent_at timestamptz not null,
  sent_by text not null
);

-- The manual's steps that there are facts about. The eighth, the facility token, has none yet.
create view onboarding_progress as
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
  k.checked_at
from facility f
left join account_issuance i on i.alias = f.alias
left join onboarding_fact k on k.facility_alias = f.alias
where f.state = 'registered';
