-- A.02 預檢醫療費用申報: files that institutions have checked before they claim, in the order of receipt.
create table claims_files (
  id uuid primary key,
  institution_code text not null references institutions (code),
  platform text not null,
  -- Who uploads it; null for who signed in as the institution.
  person_id uuid references people (id),
  -- The archive's, as the naming rule has it.
  name text not null,
  -- 醫令程序審查預檢
  with_orders boolean not null,
  size integer not null check (size > 0),
  -- Of the archive, in hex, as the uploading page reckoned it.
  sha256 text not null,
  -- So many bytes are here; the rest may follow after a break.
  received integer not null default 0,
  state text not null,
  -- How often its check was begun.
  attempts integer not null default 0,
  begun_at timestamptz not null,
  -- When the last byte was here.
  received_at timestamptz,
  checked_at timestamptz,
  -- Why it could not be checked.
  refusal text,
  -- What the check found, by rule.
  result jsonb,
  expires_at timestamptz not null
);

create index claims_files_by_institution on claims_files (institution_code, platform, begun_at desc);
create index claims_files_in_turn on claims_files (received_at) where state = 'waiting';
create index claims_files_by_expiry on claims_files (expires_at);

-- What came of a check, in the store of files.
create table claims_outputs (
  file_id uuid not null references claims_files (id) on delete cascade,
  -- findings, csv, big5 or ods
  kind text not null,
  sha256 text not null,
  size integer not null,
  primary key (file_id, kind)
);
create index claims_outputs_by_content on claims_outputs (sha256);
create index claims_files_by_content on claims_files (sha256);
