-- An operator's word that cards of one issuing authority are let in for a while although no source tells their status.
-- Rows are kept: which sign-ins leaned on one is in the audit, by its id.
create table status_exceptions (
  id uuid primary key,
  -- The issuing authority, by the SHA-256 of its certificate, hex.
  authority_sha256 text not null,
  open_from timestamptz not null,
  open_until timestamptz not null,
  reason text not null check (reason <> ''),
  set_by text not null check (set_by <> ''),
  -- Ended before its time.
  ended_at timestamptz,
  ended_by text,
  check (open_until > open_from and open_until <= open_from + interval '72 hours'),
  check ((ended_at is null) = (ended_by is null))
);
create index status_exceptions_by_authority on status_exceptions (authority_sha256, open_until);
