-- What somebody has begun to type and saved for later (下書き保存): as typed, complete or not. Nothing of it counts until
-- it is saved as an application, with all checks.
create table bank_account_unfinished (
  facility_alias text not null,
  -- 'new', or the id of the application that is being edited.
  slot text not null,
  typed jsonb not null,
  -- Everybody who had a hand in it: none of them decides.
  editors text[] not null,
  saved_by_name text not null,
  saved_at timestamptz not null,
  primary key (facility_alias, slot)
);
