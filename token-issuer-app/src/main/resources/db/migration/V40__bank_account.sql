-- Bank accounts of facilities (医療機関口座情報): what 国保総合システム knows, what facilities apply for, what applies.

-- Rules of one federation; a federation without a row has the defaults of the columns.
create table federation_setting (
  prefecture text primary key check (prefecture ~ '^[0-9]{2}$'),
  -- An application for a month has to be there by this day of the month so many months before; 31 is the last day.
  deadline_day int not null default 20 check (deadline_day between 1 and 31),
  deadline_months_before int not null default 1 check (deadline_months_before between 0 and 3),
  -- Whose account is debited, for the banks' files.
  payer_code text check (payer_code ~ '^[0-9]{10}$'),
  payer_name text,
  payer_bank text,
  payer_branch text,
  payer_kind text,
  payer_number text,
  version int not null default 0
);

-- A file that an officer has uploaded. Its rows are kept until it is confirmed or discarded.
create table bank_account_import (
  id uuid primary key,
  kind text not null check (kind in ('known', 'verification')),
  prefecture text not null,
  file_name text not null,
  state text not null check (state in ('preview', 'confirmed', 'discarded')),
  rows_total int not null,
  problems jsonb not null,
  problem_count int not null,
  changed int,
  uploaded_by text not null,
  uploaded_by_name text not null,
  uploaded_at timestamptz not null,
  finished_at timestamptz
);
create index bank_account_import_prefecture on bank_account_import (prefecture, uploaded_at desc);

create table bank_account_import_row (
  import_id uuid not null references bank_account_import on delete cascade,
  row_number int not null,
  facility_code text not null,
  bank text not null,
  branch text not null,
  kind text not null,
  number text not null,
  holder text not null,
  result text,
  primary key (import_id, row_number)
);

-- The account that 国保総合システム knows for a facility code.
create table known_bank_account (
  prefecture text not null,
  facility_code text primary key check (facility_code ~ '^[0-9]{10}$'),
  bank text not null,
  branch text not null,
  kind text not null,
  number text not null,
  holder text not null,
  import_id uuid not null references bank_account_import,
  imported_at timestamptz not null
);
create index known_bank_account_prefecture on known_bank_account (prefecture);

-- What a bank answered about an account (口座確認): 0 確認済, 1 該当口座なし, 2 受取人名相違, 9 その他.
create table bank_account_verification (
  id bigint generated always as identity primary key,
  prefecture text not null,
  facility_code text not null,
  bank text not null,
  branch text not null,
  kind text not null,
  number text not null,
  holder text not null,
  result text not null check (result in ('0', '1', '2', '9')),
  import_id uuid not null references bank_account_import,
  imported_at timestamptz not null,
  unique (import_id, facility_code, bank, branch, kind, number)
);
create index bank_account_verification_account
  on bank_account_verification (facility_code, bank, branch, kind, number, id desc);

-- 口座登録申請.
create table bank_account_application (
  id uuid primary key,
  reference_number text not null unique,
  -- The facility as it was when the application was last handed in: the federation decides about that.
  facility_id uuid not null,
  facility_alias text not null,
  facility_code text not null,
  facility_name text not null,
  prefecture text not null,
  municipality_code text not null,
  purpose text not null check (purpose in ('vaccination')),
  -- Whether the facility took over the account that 国保総合システム knows.
  from_known boolean not null,
  bank text not null,
  branch text not null,
  kind text not null check (kind in ('1', '2', '4', '9')),
  number text not null check (number ~ '^[0-9]{7}$'),
  holder text not null,
  holder_differs boolean not null,
  applies_from date not null check (extract(day from applies_from) = 1),
  state text not null check (state in
    ('draft', 'submitted', 'returned', 'approved', 'rejected', 'withdrawn', 'applied', 'ended')),
  version int not null default 0,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  submitted_by text,
  submitted_by_name text,
  submitted_at timestamptz,
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  comment text not null default ''
);

-- Applying twice is the most frequent mistake: one that is not decided at a time.
create unique index bank_account_application_one_open
  on bank_account_application (facility_id, purpose) where state in ('draft', 'submitted', 'returned');
create index bank_account_application_facility on bank_account_application (facility_alias, created_at desc);
-- The federation's list, in each order that it offers. Nothing that was never handed in is in it.
create index bank_account_application_submitted
  on bank_account_application (prefecture, submitted_at, id) where submitted_at is not null;
create index bank_account_application_state
  on bank_account_application (prefecture, state, submitted_at, id) where submitted_at is not null;
create index bank_account_application_code
  on bank_account_application (prefecture, facility_code, id) where submitted_at is not null;
create index bank_account_application_month
  on bank_account_application (prefecture, applies_from, id) where submitted_at is not null;
-- The central office's list goes over all prefectures.
create index bank_account_application_all_submitted
  on bank_account_application (submitted_at, id) where submitted_at is not null;
create index bank_account_application_all_code
  on bank_account_application (facility_code, id) where submitted_at is not null;
create index bank_account_application_all_month
  on bank_account_application (applies_from, id) where submitted_at is not null;
-- For the job that lets approved accounts begin.
create index bank_account_application_due
  on bank_account_application (applies_from) where state = 'approved';

-- Who has drafted, edited or handed in: none of them decides.
create table bank_account_application_editor (
  application_id uuid not null references bank_account_application on delete cascade,
  user_id text not null,
  primary key (application_id, user_id)
);

create table bank_account_attachment (
  id uuid primary key,
  application_id uuid not null references bank_account_application on delete cascade,
  kind text not null check (kind in ('passbook', 'power-of-attorney', 'other')),
  file_name text not null,
  content_type text not null check (content_type in ('application/pdf', 'image/jpeg', 'image/png')),
  size int not null check (size between 1 and 5242880),
  content bytea not null,
  uploaded_by text not null,
  uploaded_at timestamptz not null
);
create index bank_account_attachment_application on bank_account_attachment (application_id, uploaded_at);
-- Scans are compressed already: no second try.
alter table bank_account_attachment alter column content set storage external;

-- The accounts that apply, by month; until_month is the first one in which an account no longer applies.
create table bank_account (
  id bigint generated always as identity primary key,
  facility_id uuid not null,
  facility_alias text not null,
  facility_code text not null,
  facility_name text not null,
  prefecture text not null,
  purpose text not null,
  bank text not null,
  branch text not null,
  kind text not null,
  number text not null,
  holder text not null,
  from_month date not null check (extract(day from from_month) = 1),
  until_month date check (until_month >= from_month and extract(day from until_month) = 1),
  application_id uuid not null unique references bank_account_application
);
create unique index bank_account_current on bank_account (facility_id, purpose) where until_month is null;
create index bank_account_facility on bank_account (facility_alias, from_month desc);
create index bank_account_prefecture on bank_account (prefecture, from_month, facility_code);
