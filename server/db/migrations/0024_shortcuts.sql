-- 下載捷徑專區: files that the agency gives an institution. Their states and who moves them: core/portal/shortcuts.ts.
create table shortcuts (
  id uuid primary key,
  institution_code text not null references institutions (code),
  -- 檔案名稱; the content is in the file store, by its SHA-256.
  name text not null,
  -- 資料說明檔案
  description text not null,
  type text not null,
  size integer not null,
  sha256 text not null,
  provided_at timestamptz not null,
  provided_by uuid not null references people (id),
  stage text not null check (stage in ('open', 'requested', 'declined')),
  -- The last day in Taiwan on which it can be downloaded again; null while it was not downloaded since it was granted.
  repeat_until text check (repeat_until ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  -- 申請重送: the last time.
  asked_at timestamptz,
  -- When that was granted or declined.
  decided_at timestamptz,
  check (stage = 'open' or asked_at is not null)
);
create index shortcuts_by_institution on shortcuts (institution_code, provided_at desc, id desc);
create index shortcuts_by_content on shortcuts (sha256);
create index shortcuts_requested on shortcuts (asked_at) where stage = 'requested';

-- Who downloaded which, and how.
create table shortcut_downloads (
  id uuid primary key,
  shortcut_id uuid not null references shortcuts (id) on delete cascade,
  at timestamptz not null,
  -- Null for who signed in as the institution.
  person_id uuid references people (id),
  encrypted boolean not null
);
create index shortcut_downloads_by_shortcut on shortcut_downloads (shortcut_id, at);

-- Texts that stand on a page and are written in the back office: rich text, sanitised when it was written.
create table page_texts (
  key text primary key,
  content text not null,
  version integer not null,
  changed_at timestamptz not null,
  changed_by uuid not null references people (id)
);

-- Whether the file leaves as an archive that is locked for the holder of the session.
alter table file_tickets add column encrypted boolean not null default false;
alter table file_tickets alter column encrypted drop default;
