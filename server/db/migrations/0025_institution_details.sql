-- What else is known of an institution: from the agency's open data, and by whom it is reached. A day is a day in Taiwan,
-- ISO 8601.
create table institution_details (
  code text primary key references institutions (code) on delete cascade,
  phone text not null,
  address text not null,
  -- 特約類別
  level text,
  -- 合約起日
  contract_from text check (contract_from ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  -- 終止合約或歇業日期
  ended_on text check (ended_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  -- Where notices go; empty where none is kept.
  email text not null
);
create index institution_details_ending on institution_details (ended_on) where ended_on is not null;

-- Files of institutions that were checked, and taken over once they were confirmed. The file is in the file store.
create table institution_imports (
  id uuid primary key,
  name text not null,
  sha256 text not null,
  uploaded_at timestamptz not null,
  uploaded_by uuid not null references people (id),
  confirmed_at timestamptz,
  confirmed_by uuid references people (id)
);
create index institution_imports_by_content on institution_imports (sha256);

-- Notices by e-mail that were sent: each is sent once.
create table sent_notices (
  key text primary key,
  at timestamptz not null
);
