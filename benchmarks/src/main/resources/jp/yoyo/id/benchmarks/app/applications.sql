-- Applications of the facilities that were loaded, one of them in 9 waiting for a decision: one not yet decided for each
-- facility at most.
insert into bank_account_application (id, reference_number, facility_id, facility_alias, facility_code, facility_name,
  prefecture, municipality_code, purpose, from_known, bank, branch, kind, number, holder, holder_differs, applies_from, state,
  created_at, changed_at, submitted_by, submitted_by_name, submitted_at)
select gen_random_uuid(), 'K' || lpad(i::text, 10, '0'), f.id, f.alias, f.code, f.name, f.prefecture, f.municipality_code,
  'vaccination', false, '0001', '001', '1', lpad((i % 9999999)::text, 7, '0'), 'ﾖﾎﾞｳ', false,
  date '2026-06-01' + ((i % 12) || ' months')::interval,
  case when i <= facilities then
    (array['submitted', 'returned', 'approved', 'applied', 'applied', 'applied', 'ended', 'rejected', 'withdrawn'])[1 + i % 9]
  else (array['applied', 'ended', 'rejected', 'withdrawn'])[1 + i % 4] end,
  t, t, 'user', '予防 花子', t
from (select i, timestamptz '2026-04-01' + (i * interval '37 seconds') as t,
    1 + i % current_setting('load.facilities')::int as n, current_setting('load.facilities')::int as facilities
  from generate_series(1, current_setting('load.applications')::int) i) g
join (select row_number() over (order by f.alias) as n, f.*, c.code
  from facility f join facility_code c on c.facility_id = f.id where f.alias like 'f-load%') f on f.n = g.n;
