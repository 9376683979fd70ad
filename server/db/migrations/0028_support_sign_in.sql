-- 健保卡網路服務密碼, a third kind of password.
alter table passwords drop constraint passwords_kind_check;
alter table passwords add constraint passwords_kind_check check (kind in ('account', 'nhi-card', 'nhi-service'));

-- The NHI card that such a password was registered with: SHA-256 of person and number, base64url.
create table nhi_service_cards (
  person_id uuid primary key references people (id),
  card_hash text not null,
  registered_at timestamptz not null
);

-- A telephone that is being proven by a code in a text message: for a sign-in, or to register a password. Forgotten when it
-- is over.
create table phone_checks (
  id uuid primary key,
  pre_session_hash text not null unique,
  purpose text not null check (purpose in ('sign-in', 'password')),
  id_number text not null,
  -- Null where nobody was found to send a code to: nothing is sent, and nothing tells.
  phone text,
  -- Of the card that a password is registered with.
  card_hash text,
  jkt text not null,
  -- SHA-256 of the pre-session's token and the code: the table does not tell a code.
  code_hash text not null,
  code_until timestamptz not null,
  tries integer not null default 0,
  stage text not null check (stage in ('code', 'passed')),
  expires_at timestamptz not null
);
create index phone_checks_by_expiry on phone_checks (expires_at);

-- Test or production, whichever the first server was that used this database. One row.
create table environment_marks (
  only_one boolean primary key default true check (only_one),
  environment text not null check (environment in ('test', 'production'))
);
