-- Reference data. What the program brings along is 'package'; a row that a person entered or changed is 'office' and
-- no later package touches it. Nothing is deleted: old accounts and facilities refer to banks and municipalities that
-- have ended.

create table reference_version (
  version   text primary key,
  loaded_at timestamptz not null
);

create table prefecture (
  code text primary key check (code ~ '^[0-9]{2}$'),
  name text not null,
  kana text not null
);

create table municipality (
  code        text primary key check (code ~ '^[0-9]{6}$'),
  prefecture  text not null references prefecture,
  name        text not null,
  kana        text not null,
  origin      text not null check (origin in ('package', 'office')),
  ended_on    date,
  version     integer not null default 0,
  search_name text generated always as (lower(normalize(name, nfkc))) stored
);
create index municipality_prefecture on municipality (prefecture, code);

create table bank (
  code        text primary key check (code ~ '^[0-9]{4}$'),
  name        text not null,
  kana        text not null,
  origin      text not null check (origin in ('package', 'demo')),
  ended_on    date,
  search_name text generated always as (lower(normalize(name, nfkc))) stored
);

create table branch (
  bank        text not null references bank,
  code        text not null check (code ~ '^[0-9]{3}$'),
  name        text not null,
  kana        text not null,
  origin      text not null check (origin in ('package', 'demo')),
  ended_on    date,
  search_name text generated always as (lower(normalize(name, nfkc))) stored,
  primary key (bank, code)
);
