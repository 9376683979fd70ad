-- A challenge is its pre-session's, or, to confirm something with the card that signed in, its session's.
alter table challenges alter column pre_session_hash drop not null;
alter table challenges add column session_id uuid references sessions (id) on delete cascade;
alter table challenges add check ((pre_session_hash is null) <> (session_id is null));
create index challenges_by_session on challenges (session_id) where session_id is not null;

-- What the card of a session has signed for. A row is used up (deleted) by the one act it allows.
create table confirmations (
  session_id uuid not null references sessions (id) on delete cascade,
  action text not null,
  -- As the challenge had it: with the institution where it is done.
  subject text not null,
  expires_at timestamptz not null,
  primary key (session_id, action, subject)
);
create index confirmations_by_expiry on confirmations (expires_at);

-- When its page last did something, to within half a minute: for its holder to tell sessions apart.
alter table sessions add column last_used_at timestamptz;
update sessions set last_used_at = signed_in_at;
alter table sessions alter column last_used_at set not null;
