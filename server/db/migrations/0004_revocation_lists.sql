-- The newest certificate revocation list of each address, so that a restart does not begin without any.
create table revocation_lists (
  url text primary key,
  der bytea not null,
  this_update timestamptz not null,
  fetched_at timestamptz not null
);
