-- Who changed what. Insert only.
create table audit_event (
  id bigint generated always as identity primary key,
  occurred_at timestamptz not null,
  actor_id text not null,
  actor_user_name text not null,
  actor_name text not null,
  organization_alias text not null,
  organization_name text not null,
  action text not null,
  object_type text not null,
  object_id text not null,
  facility_alias text,
  changes jsonb not null,
  details jsonb not null,
  reference_number text
);

create index audit_event_object on audit_event (object_type, object_id, id);
create index audit_event_facility on audit_event (facility_alias, id) where facility_alias is not null;
create index audit_event_organization on audit_event (organization_alias, id);
create index audit_event_actor on audit_event (actor_user_name, id);
create index audit_event_action on audit_event (action, id);
create index audit_event_occurred_at on audit_event (occurred_at);

create function audit_event_refuse_change() returns trigger language plpgsql as $$
begin
  -- Retention is the only way out, and not even that takes what is younger than a year.
  if tg_op = 'DELETE'
     and current_setting('yoyo.audit_retention', true) = 'on'
     and old.occurred_at < now() - interval '1 year' then
    return old;
  end if;
  raise exception 'audit_event is insert only' using errcode = 'insufficient_privilege';
end $$;

create trigger audit_event_insert_only before update or delete on audit_event
  for each row execute function audit_event_refuse_change();
create trigger audit_event_no_truncate before truncate on audit_event
  for each statement execute function audit_event_refuse_change();

-- Deletes what is older than that; returns how many. At most 10,000 in one transaction: call again until 0.
create function audit_event_retire(before timestamptz) returns bigint language plpgsql as $$
declare
  retired bigint;
begin
  perform set_config('yoyo.audit_retention', 'on', true);
  delete from audit_event where id in (
    select id from audit_event
    where occurred_at < before and occurred_at < now() - interval '1 year'
    order by occurred_at limit 10000);
  get diagnostics retired = row_count;
  perform set_config('yoyo.audit_retention', 'off', true);
  return retired;
end $$;
