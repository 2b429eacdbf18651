-- What leaves the app after commit.
create table outbox_message (
  id bigint generated always as identity primary key,
  kind text not null,
  -- The same thing is to happen once only: a second message with the same key is not added.
  key text not null,
  payload jsonb not null,
  -- On whose behalf, and about what, for the page that shows it.
  organization_alias text,
  about text not null,
  reference_number text,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'failed')),
  attempts int not null default 0,
  created_at timestamptz not null,
  -- Since it was added, or since somebody asked for another try: who waits for too long is given up.
  waiting_since timestamptz not null,
  next_attempt_at timestamptz not null,
  finished_at timestamptz,
  problem text,
  -- While a worker has it. It works without a transaction: should it die, another one takes over when this ends.
  lease uuid,
  leased_until timestamptz,
  unique (kind, key)
);

create index outbox_message_due on outbox_message (next_attempt_at) where state = 'waiting';
create index outbox_message_state on outbox_message (state, id);
create index outbox_message_organization on outbox_message (organization_alias, id);
create index outbox_message_finished_at on outbox_message (finished_at) where state = 'done';
