-- How many public announcements are in force, so that no page counts them all. A count is good while the kind's generation is
-- the one for which it was made: each write begins another, in its own transaction.
create table announcement_generations (
  kind text primary key,
  generation integer not null
);

create table announcement_counts (
  kind text not null,
  -- Empty for all categories.
  category text not null,
  -- In force on this day in Taiwan.
  day text not null check (day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  generation integer not null,
  count integer not null,
  primary key (kind, category)
);
