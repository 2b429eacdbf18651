-- The facility register (医療機関マスタ).

-- "=" within an exclusion constraint. A trusted extension: the owner of the database may create it.
create extension if not exists btree_gist;

create table facility (
  id uuid primary key,
  -- Its organisation in Keycloak; never changes, and never is the facility code.
  alias text not null unique check (alias ~ '^[a-z0-9-]{1,64}$'),
  kind text not null check (kind in ('facility', 'venue')),
  name text not null,
  kana text not null,
  postal_code text not null check (postal_code ~ '^[0-9]{7}$'),
  address text not null,
  telephone text not null,
  -- 開設者名
  founder text not null,
  -- 代表者名: null until the facility has entered it.
  representative text,
  representative_title text,
  contact_mail text,
  prefecture text not null check (prefecture ~ '^[0-9]{2}$'),
  municipality_code text not null,
  -- The municipality's organisation.
  supervisor_alias text not null,
  state text not null default 'registered' check (state in ('registered', 'closed')),
  closed_on date,
  version int not null default 0,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  -- Kana in half width without spaces, for sorting by code point: the same order in every database, whatever its locale.
  sort_kana text not null collate "C",
  -- Name and kana as search compares them, and all pairs of neighbouring characters in them. Pairs and not pg_trgm:
  -- words of two characters are the rule in Japanese, and in a database with the locale C pg_trgm knows no Japanese.
  search_text text not null,
  search_pairs text[] not null
);

create index facility_kana on facility (sort_kana, id);
create index facility_supervisor on facility (supervisor_alias, sort_kana, id);
create index facility_prefecture on facility (prefecture, sort_kana, id);
create index facility_municipality on facility (municipality_code, sort_kana, id);
create index facility_search on facility using gin (search_pairs) with (fastupdate = off);
create index facility_no_representative on facility (supervisor_alias)
  where representative is null and state = 'registered';

-- Codes with the time in which they are valid. A code that has ended still finds its facility.
create table facility_code (
  id bigint generated always as identity primary key,
  facility_id uuid not null references facility,
  code text not null check (code ~ '^[0-9]{10}$'),
  valid_from date not null,
  -- The first day on which it is valid no more; null for as long as nobody knows.
  valid_until date,
  -- What spoke against the code, and why it was accepted all the same.
  doubtful boolean not null default false,
  override_reason text,
  check (valid_until is null or valid_until > valid_from),
  check (not doubtful or override_reason is not null),
  constraint facility_code_held_once exclude using gist
    (code with =, daterange(valid_from, valid_until, '[)') with &&)
);

create index facility_code_facility on facility_code (facility_id, valid_from);
-- Finds by the first digits in every locale.
create index facility_code_code on facility_code (code text_pattern_ops);
