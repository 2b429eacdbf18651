-- A federation searches among its own applications: their prefecture is in the index beside the pairs, so that a word that half
-- the country's clinics have in their names costs it no more than its own. A trusted extension: the owner of the
-- database may create it.
create extension if not exists btree_gin;

-- As search compares names: width, case and spaces make no difference.
alter table bank_account_application
  add column search_name text generated always as (replace(lower(normalize(facility_name, nfkc)), ' ', '')) stored;

drop index bank_account_application_name;
create index bank_account_application_name
  on bank_account_application using gin (prefecture, name_pairs('^' || search_name))
  with (fastupdate = off) where submitted_at is not null;
-- So that it is known at once which pairs are frequent.
analyze bank_account_application;
