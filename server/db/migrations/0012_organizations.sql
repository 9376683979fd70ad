-- How a manager or a user is reached; empty where it was not told.
alter table assignments add column phone text not null default '';
alter table assignments add column email text not null default '';
alter table assignments alter column phone drop default;
alter table assignments alter column email drop default;

-- 異動紀錄: what was done at an institution, without what was refused there.
create index audit_done_at_institution on audit (institution_code, event, id)
  where institution_code is not null and code is null;

-- 健保VPN HIS廠商. A day is a day in Taiwan, ISO 8601.
create table vendors (
  id uuid primary key,
  -- 統一編號
  business_number text not null unique check (business_number ~ '^[0-9]{8}$'),
  name text not null,
  -- Of the vendor's own line; only with it can the vendor be allowed in.
  line_approved_at text check (line_approved_at ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$')
);

-- 醫事機構固接網路
create table fixed_lines (
  institution_code text primary key references institutions (code),
  -- 電路編號
  circuit text not null,
  provider text not null
);

-- 允入HIS廠商
create table vendor_permissions (
  id uuid primary key,
  institution_code text not null references institutions (code),
  vendor_id uuid not null references vendors (id),
  from_day text not null check (from_day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  -- The last day.
  until_day text not null check (until_day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  given_at timestamptz not null,
  withdrawn_at timestamptz,
  check (from_day <= until_day)
);
create index vendor_permissions_by_institution on vendor_permissions (institution_code, vendor_id);
create index vendor_permissions_by_vendor on vendor_permissions (vendor_id);

-- 申請讀取Internet資料
create table internet_data_requests (
  id uuid primary key,
  institution_code text not null references institutions (code),
  requested_at timestamptz not null,
  fulfilled_at timestamptz
);
create unique index internet_data_requests_open on internet_data_requests (institution_code) where fulfilled_at is null;
create index internet_data_requests_by_institution on internet_data_requests (institution_code, requested_at);

-- Files that the agency gives an institution to read, each in the function it belongs to.
create table feedback_files (
  id uuid primary key,
  institution_code text not null references institutions (code),
  platform text not null,
  -- The function's code in the service menu.
  function_code text not null,
  name text not null,
  description text not null,
  content bytea not null,
  provided_at timestamptz not null,
  -- The file of the Internet platform that this one repeats, once.
  copied_from uuid unique references feedback_files (id) on delete cascade
);
create index feedback_files_by_institution on feedback_files (institution_code, platform, function_code);
