-- A row is taken (deleted) by the first assertion that its pre-session sends.
create table challenges (
  nonce text primary key,
  pre_session_hash text not null,
  platform text not null,
  -- What was sent to the page, to the letter.
  challenge jsonb not null,
  expires_at timestamptz not null
);
create index challenges_by_pre_session on challenges (pre_session_hash);
create index challenges_by_expiry on challenges (expires_at);

create table sessions (
  id uuid primary key,
  -- SHA-256 of the cookie, base64url: the table does not tell a cookie.
  token_hash text not null unique,
  platform text not null,
  card_type text not null,
  -- The holder: a person, or an institution by its own card.
  person_id uuid references people (id),
  holder_institution_code text references institutions (code),
  -- The institution that was chosen; null until then.
  institution_code text references institutions (code),
  -- RFC 7638 thumbprint of the page's key.
  jkt text not null,
  signed_in_at timestamptz not null,
  idle_until timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  end_reason text,
  check ((person_id is null) <> (holder_institution_code is null))
);
create index sessions_by_person on sessions (person_id);
create index sessions_open on sessions (idle_until) where ended_at is null;

-- Proofs of possession that were used (RFC 9449 §11.1).
create table proofs (
  jkt text not null,
  jti text not null,
  expires_at timestamptz not null,
  primary key (jkt, jti)
);
create index proofs_by_expiry on proofs (expires_at);
