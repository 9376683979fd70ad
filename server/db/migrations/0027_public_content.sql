-- Which edition of what anybody may read is in force, so that a drawn page serves until something it shows is changed: each
-- write begins another, in its own transaction.
create table public_content (
  one boolean primary key default true check (one),
  edition integer not null
);
