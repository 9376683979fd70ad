-- Registrations of practice (執業登記), as the health bureaus hold them. A day is a day in Taiwan, ISO 8601.
create table practice_registrations (
  id uuid primary key,
  person_id uuid not null references people (id),
  profession text not null,
  -- 執業執照字號
  license_number text not null unique,
  institution_code text not null references institutions (code),
  -- Of several of one person, the main one.
  is_main boolean not null,
  first_day text not null check (first_day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  -- The last day; null without an end.
  last_day text check (last_day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  -- 停業: both null where there is none, the last day null where it has no end.
  suspended_from text check (suspended_from ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  suspended_until text check (suspended_until ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  -- Hours of the own practice: [{weekday, from, until}], empty where none are known.
  weekly jsonb not null,
  check (suspended_from is not null or suspended_until is null)
);
create index practice_registrations_by_person on practice_registrations (person_id);

-- Where an institution is, where its code does not tell, or tells another county.
create table institution_counties (
  code text primary key references institutions (code),
  -- ISO 3166-2:TW
  county text not null
);

-- 報備支援. The states and who moves them: core/support-reports/states.ts.
create table support_reports (
  id uuid primary key,
  -- Drawn when it is sent first.
  number text unique,
  person_id uuid not null references people (id),
  state text not null,
  -- What is written (core/support-reports/report.ts), and what was approved last.
  content jsonb not null,
  in_force jsonb,
  -- Taken from the content, for who looks for it.
  registration_id uuid references practice_registrations (id),
  profession text,
  own_institution text references institutions (code),
  own_county text,
  support_institution text references institutions (code),
  support_county text,
  kind text,
  first_day text,
  last_day text,
  -- Rules that warned when it was sent last.
  warnings text[] not null,
  -- Why it was returned or cancelled.
  reason text,
  -- What its printed form leads to: tells the state to whoever has the form.
  verify_code text unique,
  -- Grows with each change: who changes an older one is told so.
  version integer not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  sent_at timestamptz,
  decided_at timestamptz,
  check (state = 'draft' or state = 'cancelled' or state = 'expired' or number is not null)
);
create index support_reports_by_person on support_reports (person_id, id);
create index support_reports_by_own_county on support_reports (own_county, state, id);
create index support_reports_by_last_day on support_reports (last_day) where state not in ('cancelled', 'expired');

-- What was moved, by whom, and what stood in it then.
create table support_report_versions (
  report_id uuid not null references support_reports (id) on delete cascade,
  version integer not null,
  at timestamptz not null,
  -- Null for the server itself.
  person_id uuid references people (id),
  move text not null,
  state text not null,
  content jsonb not null,
  reason text,
  primary key (report_id, version)
);

-- Whose agreement is needed for what was sent last, and what they answered.
create table support_report_consents (
  report_id uuid not null references support_reports (id) on delete cascade,
  side text not null check (side in ('own', 'supported')),
  institution_code text not null references institutions (code),
  answer text check (answer in ('agreed', 'declined')),
  answered_at timestamptz,
  -- Null for who signed in as the institution.
  answered_by uuid references people (id),
  reason text,
  primary key (report_id, side),
  check ((answer is null) = (answered_at is null))
);
create index support_report_consents_by_institution on support_report_consents (institution_code, report_id);

-- 副知: which county got a copy of which version, once it was approved.
create table support_report_copies (
  report_id uuid not null references support_reports (id) on delete cascade,
  county text not null,
  version integer not null,
  at timestamptz not null,
  primary key (report_id, county, version)
);
create index support_report_copies_by_county on support_report_copies (county, report_id);

-- The files themselves are in the file store, by their SHA-256. One that was taken away stays for the versions that had it.
create table support_report_files (
  id uuid primary key,
  report_id uuid not null references support_reports (id) on delete cascade,
  name text not null,
  type text not null,
  size integer not null,
  sha256 text not null,
  added_at timestamptz not null,
  removed_at timestamptz
);
create index support_report_files_by_report on support_report_files (report_id, id);
create index support_report_files_by_content on support_report_files (sha256);

-- Schedules in CSV files that were checked, and taken over once they were confirmed. The file is in the file store.
create table support_report_schedules (
  id uuid primary key,
  person_id uuid not null references people (id),
  name text not null,
  sha256 text not null,
  uploaded_at timestamptz not null,
  confirmed_at timestamptz
);
create index support_report_schedules_by_content on support_report_schedules (sha256);
