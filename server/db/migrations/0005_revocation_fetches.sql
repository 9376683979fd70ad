-- A list has up to 64 MiB. In one value it stops the embedded database, and the process with it, for half a second.
create table revocation_list_parts (
  url text not null references revocation_lists (url),
  part integer not null,
  der bytea not null,
  primary key (url, part)
);
-- Serial numbers are random: nothing is won by compressing them.
alter table revocation_list_parts alter column der set storage external;
insert into revocation_list_parts (url, part, der)
  select url, part, substring(der from part * 65536 + 1 for 65536)
  from revocation_lists, generate_series(0, (length(der) - 1) / 65536) as part;
alter table revocation_lists drop column der;

-- When each address is asked again, and what its server calls the list that it sent last (RFC 9110 §8.8).
create table revocation_fetches (
  url text primary key,
  next_at timestamptz not null,
  -- In a row.
  failures integer not null,
  etag text,
  last_modified text,
  -- Of the list that etag and last_modified speak of.
  this_update timestamptz
);
