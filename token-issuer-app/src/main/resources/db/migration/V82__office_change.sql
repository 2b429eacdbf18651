-- Later changes of federations and municipalities, on a form or from a file.
alter table office add column version int not null default 0;

-- A file of changes that waits for its confirmation: what each row would do to what was there when it was uploaded.
create table office_upload (
  id uuid primary key,
  file_name text not null,
  rows jsonb not null,
  uploaded_by text not null,
  uploaded_at timestamptz not null
);
