-- 聯絡窗口. A day is a day in Taiwan, ISO 8601.
create table contacts (
  id uuid primary key,
  -- 服務類別: a row of core/portal/contacts.ts.
  category text not null,
  -- 服務項目
  item text not null,
  -- 機關, 單位
  organization text not null,
  unit text not null,
  name text not null,
  phone text not null,
  -- 署本部組室 that keeps it.
  department text not null,
  position integer not null,
  from_day text not null check (from_day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  -- The last day; null without an end.
  until_day text check (until_day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  -- Everything in which words are looked for, in one width and case (core/portal/search-text.ts).
  search_text text not null,
  version integer not null,
  changed_at timestamptz not null,
  changed_by uuid not null references people (id),
  check (until_day >= from_day)
);
create index contacts_by_category on contacts (category, position, id);
