-- 下載專區. A day is a day in Taiwan, ISO 8601.
create table downloads (
  id uuid primary key,
  -- 服務項目: core/portal/downloads.ts.
  item text not null,
  -- 檔案說明
  description text not null,
  -- draft, released or withdrawn; whether a released one is offered is told by its days.
  stage text not null,
  from_day text not null check (from_day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  -- The last day; null without an end.
  until_day text check (until_day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  -- In which words are looked for, in one width and case (core/portal/search-text.ts).
  search_text text not null,
  -- When its files or its description last changed.
  content_at timestamptz not null,
  version integer not null,
  changed_at timestamptz not null,
  changed_by uuid not null references people (id),
  check (until_day >= from_day)
);
create index downloads_by_item on downloads (item, id);

-- Who made each version, and what stood in it.
create table download_versions (
  download_id uuid not null references downloads (id) on delete cascade,
  version integer not null,
  at timestamptz not null,
  person_id uuid not null references people (id),
  -- create, change, attach, detach, or another move.
  what text not null,
  content jsonb not null,
  primary key (download_id, version)
);

-- The files themselves are in the file store, by their SHA-256.
create table download_files (
  id uuid primary key,
  download_id uuid not null references downloads (id) on delete cascade,
  name text not null,
  type text not null,
  size integer not null,
  sha256 text not null
);
create index download_files_by_download on download_files (download_id, id);
create index download_files_by_content on download_files (sha256);
