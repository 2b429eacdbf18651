-- アカウントの状況: when somebody was last reminded that something is amiss with the account; at most once a week.
create table account_reminder (
  -- Keycloak's id of the user.
  user_id text primary key,
  sent_at timestamptz not null,
  sent_by text not null
);
