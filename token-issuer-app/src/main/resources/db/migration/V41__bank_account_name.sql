-- Applications are found by a part of the facility's name. Pairs of neighbouring characters as in the register, and not
-- pg_trgm: words of two characters are the rule in Japanese, and in a database with the locale C pg_trgm knows no Japanese.
create function name_pairs(name text) returns text[]
  language sql immutable strict parallel safe
  return array(
    select distinct substr(lower(name), i, 2) from generate_series(1, char_length(name) - 1) i);

-- The sign before the name makes one character enough for the names that begin with it.
create index bank_account_application_name
  on bank_account_application using gin (name_pairs('^' || facility_name)) with (fastupdate = off)
  where submitted_at is not null;
-- So that it is known at once which pairs are frequent.
analyze bank_account_application;
