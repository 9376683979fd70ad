-- 一般登入: the name that a person signs in with.
create table accounts (
  -- In small letters.
  name text primary key check (name = lower(name) and name <> ''),
  person_id uuid not null unique references people (id)
);

create table passwords (
  person_id uuid not null references people (id),
  kind text not null check (kind in ('account', 'nhi-card')),
  -- A PHC string, argon2id. Each has a salt of its own, so that it also tells one setting of a password from the next.
  hash text not null,
  -- preset: given beforehand; reset: one-time, unused; used: one-time, it has signed in; own: chosen by its holder.
  state text not null check (state in ('preset', 'reset', 'used', 'own')),
  set_at timestamptz not null,
  primary key (person_id, kind)
);

-- The latest passwords of a holder's own, the present one among them: they cannot be chosen again.
create table password_history (
  id uuid primary key,
  person_id uuid not null,
  kind text not null,
  hash text not null,
  foreign key (person_id, kind) references passwords (person_id, kind)
);
create index password_history_by_password on password_history (person_id, kind, id);

-- Wrong passwords in a row. Counted by what was claimed, whether there is such a person or not, so that waiting does not
-- tell them apart.
create table password_tries (
  -- Kind and person, or kind and SHA-256 of the claim where there is no such person: people type passwords where the
  -- account belongs.
  subject text primary key,
  -- Null where there is none: such rows are forgotten after a while.
  person_id uuid,
  failures integer not null,
  -- Until then no password is looked at.
  wait_until timestamptz not null,
  last_at timestamptz not null
);
create index password_tries_of_nobody on password_tries (last_at) where person_id is null;
