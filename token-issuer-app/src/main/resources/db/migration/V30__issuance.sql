-- Account issuance (アカウント発行): organisations with their first administrators, and the files they come from.

create table issuance_run (
  id uuid primary key,
  supervisor_alias text not null,
  file_name text not null,
  state text not null
    check (state in ('preview', 'running', 'paused', 'cancelled', 'done')),
  -- Whoever uploaded it: Keycloak is called on this user's behalf.
  created_by text not null,
  created_by_name text not null,
  -- The actor as it was, to act on from the background.
  actor jsonb not null,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz
);

create index issuance_run_supervisor on issuance_run (supervisor_alias, created_at desc);
create index issuance_run_running on issuance_run (created_at) where state = 'running';

create table account_issuance (
  id uuid primary key,
  -- The organisation's alias, ours, stored before Keycloak is called: by it the call is the same when repeated.
  alias text not null unique,
  organization_type text not null,
  supervisor_alias text not null,
  facility_id uuid references facility,
  run_id uuid references issuance_run,
  code text not null,
  display_name text not null,
  prefecture text not null,
  -- The first administrator. user_id: as wished, then as Keycloak has it.
  user_id text,
  last_name text not null,
  first_name text not null,
  last_name_kana text,
  first_name_kana text,
  email text not null,
  -- Keycloak's id of the administrator, once there is one.
  member_id text,
  state text not null check (state in
    ('waiting', 'issued', 'mail_sent', 'mail_failed', 'refused', 'first_login_done', 'expired')),
  -- Why it was refused or the mail failed, for people.
  problem text,
  -- Counts what was asked of Keycloak: a message of the outbox that is not the last one does nothing.
  attempt int not null default 0,
  version int not null default 0,
  requested_by_name text not null,
  requested_by text not null,
  requested_at timestamptz not null,
  changed_at timestamptz not null,
  -- When Keycloak was last asked how far the administrator has come.
  checked_at timestamptz
);

create index account_issuance_supervisor on account_issuance (supervisor_alias, requested_at desc, id);
create index account_issuance_requested on account_issuance (requested_at desc, id);
create index account_issuance_run on account_issuance (run_id, state) where run_id is not null;
create index account_issuance_facility on account_issuance (facility_id);
create index account_issuance_open on account_issuance (checked_at nulls first)
  where state in ('issued', 'mail_sent', 'expired');

create table issuance_row (
  run_id uuid not null references issuance_run on delete cascade,
  -- As the spreadsheet shows it.
  number int not null,
  -- ready: to be issued. wrong: has errors. held: another facility has the code already; nothing to do.
  -- taken: handed to the issuance. failed: could not be registered.
  state text not null check (state in ('ready', 'wrong', 'held', 'taken', 'failed')),
  code text not null,
  cells jsonb not null,
  -- [{"cell": "C7", "key": "…", "arguments": […]}]
  problems jsonb not null,
  issuance_id uuid references account_issuance,
  primary key (run_id, number)
);

create index issuance_row_state on issuance_row (run_id, state, number);
