-- 系統參數: what the agency sets while the portal runs. A setting that is not set has no row.
create table portal_settings (
  key text primary key,
  value jsonb not null
);

-- Rows of the audit are sealed a few seconds after they were added: a block fixes which rows there were and what stood in
-- them (docs/audit.md). `block` is the only column of a row that is ever set afterwards, once.
create table audit_blocks (
  number integer primary key,
  sealed_at timestamptz not null,
  count integer not null,
  -- Of each row in the order of the ids: the id (16 bytes) and the row's SHA-256 (32 bytes).
  rows bytea not null,
  -- SHA-256, hex.
  rows_hash text not null,
  previous_hash text not null,
  hash text not null
);
-- Hashes are random: nothing is won by compressing them.
alter table audit_blocks alter column rows set storage external;
alter table audit add column block integer;
create index audit_unsealed on audit (id) where block is null;

-- Refusals of callers of whom nothing is known yet: counted per network and minute, since anybody can cause them.
create table audit_counts (
  minute timestamptz not null,
  network text not null,
  platform text not null,
  event text not null,
  step text not null,
  code text not null,
  count integer not null,
  primary key (minute, network, platform, event, step, code)
);

-- Whom something was done to, for who looks for a person in the audit.
create index audit_by_subject on audit ((detail ->> 'person'), at) where detail ->> 'person' is not null;
