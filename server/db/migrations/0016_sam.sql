-- 雲端安全模組申請單. Its states and who moves them: core/portal/sam-applications.ts.
create table sam_applications (
  id uuid primary key,
  -- 申請單號
  number text not null unique,
  institution_code text not null references institutions (code),
  state text not null
    check (state in ('applied', 'reviewing', 'failed', 'to-issue', 'ready', 'revoking', 'revoked')),
  contact_name text not null,
  phone text not null,
  -- Empty where it was not told.
  mobile text not null,
  email text not null,
  filed_at timestamptz not null,
  -- When it was passed or not.
  reviewed_at timestamptz,
  -- Why it was not passed.
  reason text,
  -- The public key of the page that is to open the secret, JWK. That page alone holds the private one.
  page_key text not null,
  -- The module it stands for: the last that was issued for it.
  module_code text,
  check ((state = 'failed') = (reason is not null)),
  check (state not in ('ready', 'revoking', 'revoked') or module_code is not null)
);
create index sam_applications_by_institution on sam_applications (institution_code, id);
create index sam_applications_by_state on sam_applications (state, id);

-- Every module that was issued, the revoked ones too. No private key and no secret is in here: the container holds the key
-- under a secret that the server does not keep.
create table sam_modules (
  -- 安全模組代號; the first digit tells test (9) from production (0).
  code text primary key check (code ~ '^[0-9]{12}$'),
  application_id uuid not null references sam_applications (id),
  institution_code text not null references institutions (code),
  environment text not null check (environment in ('test', 'production')),
  certificate bytea not null,
  -- Of the certificate: content octets of the INTEGER, hex.
  serial_number text not null,
  not_before timestamptz not null,
  not_after timestamptz not null,
  -- The .SAM file; null once the module is revoked.
  container text,
  issued_at timestamptz not null,
  revocation_asked_at timestamptz,
  revoked_at timestamptz,
  check (revoked_at is null or container is null)
);
create index sam_modules_by_application on sam_modules (application_id);
create index sam_modules_by_institution on sam_modules (institution_code);
create index sam_modules_out_of_use on sam_modules (code) where revocation_asked_at is not null or revoked_at is not null;

-- A module's secret on its way to the page that can open it: sealed to that page's key, given out once, gone with it.
create table sam_secrets (
  module_code text primary key references sam_modules (code),
  sealed text not null,
  expires_at timestamptz not null
);
create index sam_secrets_by_expiry on sam_secrets (expires_at);
