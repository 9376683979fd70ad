-- Who did what, when, and which step refused whom. Rows are only ever added.
create table audit (
  id uuid primary key,
  at timestamptz not null,
  event text not null,
  step text,
  code text,
  platform text,
  card_type text,
  person_id uuid,
  institution_code text,
  session_id uuid,
  challenge_jti text,
  address text,
  request_id text,
  detail jsonb
);
create index audit_by_time on audit (at);
create index audit_by_person on audit (person_id, at);
create index audit_by_institution on audit (institution_code, at);

-- Work to be done later or again and again, shared by all server processes.
create table jobs (
  id uuid primary key,
  kind text not null,
  -- Given to periodic work, so that it exists once.
  periodic_key text unique,
  payload jsonb not null,
  run_at timestamptz not null,
  attempts integer not null,
  lease_until timestamptz,
  -- The holder of the lease: who lost it changes nothing any more.
  lease_id uuid,
  last_error text,
  gave_up_at timestamptz
);
create index jobs_due on jobs (run_at) where gave_up_at is null;

-- Counted in the open window only. Unlogged: a count lost in a crash harms nobody, and a commit need not wait for the disk.
create unlogged table rate_limits (
  route text not null,
  subject text not null,
  count integer not null,
  window_ends_at timestamptz not null,
  primary key (route, subject)
);
