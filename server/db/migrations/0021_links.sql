-- 友善連結: links to other sites, and whom to ask about other systems. A day is a day in Taiwan, ISO 8601.
create table links (
  id uuid primary key,
  -- A row of core/portal/links.ts.
  section text not null,
  name text not null,
  -- Of a link; empty for whom to ask.
  address text not null,
  -- Whom to ask; empty for a link.
  contact text not null,
  phone text not null,
  position integer not null,
  from_day text not null check (from_day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  -- The last day; null without an end.
  until_day text check (until_day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  version integer not null,
  changed_at timestamptz not null,
  changed_by uuid not null references people (id),
  check (until_day >= from_day)
);

-- Who made each version of a small record, a link for one, and what stood in it.
create table record_versions (
  record_id uuid not null,
  version integer not null,
  at timestamptz not null,
  person_id uuid not null references people (id),
  content jsonb not null,
  primary key (record_id, version)
);
