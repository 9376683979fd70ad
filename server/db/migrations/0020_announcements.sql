-- 公告. A day is a day in Taiwan, ISO 8601.
create table announcements (
  id uuid primary key,
  kind text not null,
  -- draft, released or withdrawn; whether a released one is in force is told by its days.
  stage text not null,
  from_day text not null check (from_day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  -- The last day; null without an end.
  until_day text check (until_day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  -- Rich text, sanitised when it was written, and the same as plain text.
  title text not null,
  title_text text not null,
  content text not null,
  content_text text not null,
  department text,
  category text,
  keyword text not null,
  -- 業務項目: a code of the service menu.
  entry text,
  -- 適用對象: who must fit all four. An empty list is everybody.
  audience_types text[] not null,
  audience_divisions text[] not null,
  audience_roles text[] not null,
  audience_entry_users boolean not null,
  -- 分區業務組
  division text,
  contact_name text not null,
  contact_phone text not null,
  -- Everything in which words are looked for, in one width and case (core/portal/search-text.ts).
  search_text text not null,
  attachment_count integer not null,
  version integer not null,
  created_at timestamptz not null,
  released_at timestamptz,
  changed_at timestamptz not null,
  changed_by uuid not null references people (id),
  check (until_day >= from_day),
  check (stage <> 'released' or released_at is not null)
);
create index announcements_newest on announcements (kind, from_day desc, id desc);

-- By which a text is found: its characters and pairs of characters as numbers. And in how many texts each of them stands:
-- rare ones are looked up, frequent ones are met soon by reading the newest.
create table announcement_grams (
  announcement_id uuid primary key references announcements (id) on delete cascade,
  grams integer[] not null
);
create index announcement_grams_index on announcement_grams using gin (grams) with (fastupdate = off);
create table announcement_gram_counts (
  gram integer primary key,
  count integer not null
);

-- Who made each version, and what stood in it.
create table announcement_versions (
  announcement_id uuid not null references announcements (id) on delete cascade,
  version integer not null,
  at timestamptz not null,
  person_id uuid not null references people (id),
  -- create, change, attach, detach, or another move.
  what text not null,
  content jsonb not null,
  primary key (announcement_id, version)
);

-- The files themselves are in the file store, by their SHA-256.
create table announcement_attachments (
  id uuid primary key,
  announcement_id uuid not null references announcements (id) on delete cascade,
  name text not null,
  type text not null,
  size integer not null,
  sha256 text not null
);
create index announcement_attachments_by_announcement on announcement_attachments (announcement_id, id);
create index announcement_attachments_by_content on announcement_attachments (sha256);

-- When a holder last looked at announcements, in this session and before it: what came since is marked as new.
create table announcement_visits (
  holder text primary key,
  session_id uuid not null,
  seen_at timestamptz not null,
  seen_before timestamptz
);

-- A way to a file, for once: SHA-256 of the ticket, base64url.
create table file_tickets (
  token_hash text primary key,
  session_id uuid not null,
  sha256 text not null,
  size integer not null,
  type text not null,
  name text not null,
  expires_at timestamptz not null
);
create index file_tickets_by_expiry on file_tickets (expires_at);
