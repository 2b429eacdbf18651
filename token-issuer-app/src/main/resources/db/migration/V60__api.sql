-- Calls that are done only once, by the key that the caller has given them.
create table api_call (
  organization_alias text not null,
  key text not null,
  -- Of what was asked for: the same key with another body is a mistake of the caller's.
  fingerprint text not null,
  result uuid,
  made_at timestamptz not null,
  primary key (organization_alias, key)
);

create index api_call_by_time on api_call (made_at);
