-- 医療機関トークン: applications, hand-over, claim, and what is known of the tokens. No token and no claim code is in any
-- table: of a code there is a hash, of a token nothing but its id in Keycloak.

create table facility_token_application (
  id uuid primary key,
  reference_number text not null unique,
  -- The facility as it was when the application was last handed in.
  facility_id uuid not null references facility,
  facility_alias text not null,
  facility_code text not null,
  facility_name text not null,
  prefecture text not null,
  municipality_code text not null,
  supervisor_alias text not null,
  kind text not null check (kind in ('new', 'reissue', 'addition', 'renewal', 'change', 'abolition')),
  -- What else the form says.
  content jsonb not null,
  state text not null check (state in ('draft', 'submitted', 'returned', 'forwarded', 'approved', 'handed_over',
    'claimed', 'ended', 'rejected', 'withdrawn')),
  version int not null default 0,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  submitted_by text,
  submitted_by_name text,
  submitted_at timestamptz,
  forwarded_by text,
  forwarded_by_name text,
  forwarded_at timestamptz,
  approved_by text,
  approved_by_name text,
  approved_at timestamptz,
  handed_over_by text,
  handed_over_by_name text,
  handed_over_at timestamptz,
  claimed_by text,
  claimed_by_name text,
  claimed_at timestamptz,
  -- Why it was returned or rejected, last.
  comment text not null default '',
  -- The token that the claim brought.
  token_id text
);
create index facility_token_application_facility on facility_token_application (facility_alias, created_at desc);
-- The orders of the lists.
create index facility_token_application_supervisor_submitted
  on facility_token_application (supervisor_alias, submitted_at, id) where submitted_at is not null;
create index facility_token_application_supervisor_code
  on facility_token_application (supervisor_alias, facility_code, id) where submitted_at is not null;
create index facility_token_application_submitted
  on facility_token_application (submitted_at, id) where submitted_at is not null;
create index facility_token_application_code
  on facility_token_application (facility_code, id) where submitted_at is not null;
create index facility_token_application_state
  on facility_token_application (state, submitted_at, id) where submitted_at is not null;

-- Whoever had a hand in what an application says; none of them approves it.
create table facility_token_application_editor (
  application_id uuid not null references facility_token_application on delete cascade,
  user_id text not null,
  organization_alias text not null,
  primary key (application_id, user_id, organization_alias)
);

-- The claim code that is good now. Kept after the claim, so that a second one is noticed.
create table facility_token_claim_code (
  application_id uuid primary key references facility_token_application on delete cascade,
  hash text not null,
  way text not null check (way in ('paper', 'mail')),
  issued_at timestamptz not null,
  valid_until timestamptz not null,
  -- Somebody is being given the token right now; another claim waits until then.
  claiming uuid,
  claiming_until timestamptz
);

-- Codes that were none, for the limit.
create table facility_token_wrong_code (
  id bigint generated always as identity primary key,
  facility_alias text not null,
  user_id text not null,
  at timestamptz not null
);
create index facility_token_wrong_code_facility on facility_token_wrong_code (facility_alias, at);

-- What Keycloak last said of a facility's tokens: for reminders, for the checklist, and for when Keycloak is not there.
create table facility_token (
  token_id text primary key,
  facility_alias text not null,
  label text not null,
  terminal text not null,
  state text not null check (state in ('active', 'overlapping', 'expired', 'revoked')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  -- On whose behalf Keycloak can be asked about it in the background.
  owner text not null,
  seen_at timestamptz not null
);
create index facility_token_facility on facility_token (facility_alias);
create index facility_token_expires on facility_token (expires_at) where state = 'active';

-- Each reminder once.
create table facility_token_reminder (
  token_id text not null references facility_token on delete cascade,
  days int not null,
  sent_at timestamptz not null,
  primary key (token_id, days)
);

-- Filled-in forms that a municipality has uploaded, to be looked at before they become applications.
create table facility_token_upload (
  id uuid primary key,
  organization_alias text not null,
  state text not null check (state in ('preview', 'confirmed', 'discarded')),
  uploaded_by text not null,
  uploaded_by_name text not null,
  uploaded_at timestamptz not null
);
create index facility_token_upload_organization on facility_token_upload (organization_alias, uploaded_at desc);
create table facility_token_upload_file (
  upload_id uuid not null references facility_token_upload on delete cascade,
  position int not null,
  file_name text not null,
  facility_alias text,
  facility_name text,
  kind text,
  content jsonb,
  problems jsonb not null,
  application_id uuid,
  primary key (upload_id, position)
);

-- Where an office wants to be told that something is wrong.
create table facility_token_office (
  organization_alias text primary key,
  central boolean not null,
  mail text not null
);
