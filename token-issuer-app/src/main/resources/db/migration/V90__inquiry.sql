-- お問い合わせ: what users ask the help desk, and what it answers.

create table inquiry (
  -- Made by the form: the same form sent twice is one inquiry.
  id uuid primary key,
  reference_number text not null unique,
  organization_alias text not null,
  organization_name text not null,
  organization_type text not null,
  -- Keycloak's id of the user who asks. The mail address is asked of Keycloak when a mail leaves.
  asker_id text not null,
  asker_user_name text not null,
  asker_name text not null,
  language text not null check (language in ('ja', 'en')),
  category text not null,
  -- Reference number of an error page, if it is about one.
  error_number text,
  state text not null check (state in ('received', 'in_progress', 'answered', 'closed')),
  -- User ID of who took it at the help desk.
  taken_by text,
  version int not null,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create index inquiry_asker on inquiry (asker_id, organization_alias, created_at desc);
create index inquiry_state on inquiry (state, changed_at desc);
create index inquiry_created on inquiry (created_at desc, id desc);
create index inquiry_error on inquiry (error_number) where error_number is not null;

-- What was written, the question first.
create table inquiry_message (
  id bigint generated always as identity primary key,
  inquiry_id uuid not null references inquiry (id) on delete cascade,
  by_help_desk boolean not null,
  author_id text not null,
  author_user_name text not null,
  author_name text not null,
  text text not null,
  written_at timestamptz not null
);
create index inquiry_message_inquiry on inquiry_message (inquiry_id, id);
