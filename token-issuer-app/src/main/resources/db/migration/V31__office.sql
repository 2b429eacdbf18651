-- Federations and municipalities as the central office has registered them; their accounts are in account_issuance.
create table office (
  -- Of its organisation in Keycloak: r-<prefecture>, m-<municipality code>.
  alias text primary key check (alias ~ '^[a-z0-9-]{1,64}$'),
  type text not null check (type in ('federation', 'municipality')),
  code text not null,
  name text not null,
  prefecture text not null,
  registered_at timestamptz not null,
  unique (type, code)
);

create index office_prefecture on office (prefecture, type, code);
