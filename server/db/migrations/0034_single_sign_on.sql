-- Systems to which people are signed in from here (OpenID Connect clients).
create table oidc_clients (
  id uuid primary key,
  client_id text not null unique,
  name text not null,
  -- Codes of the service menu.
  entries text[] not null,
  login_address text not null,
  redirect_addresses text[] not null,
  post_logout_addresses text[] not null,
  -- Empty where there is none.
  logout_address text not null,
  -- Public keys (RFC 7517): the table signs no system in.
  keys jsonb not null,
  in_use boolean not null,
  version integer not null,
  changed_at timestamptz not null,
  changed_by uuid not null references people (id)
);

-- What the library keeps of asks, codes, tokens, grants and its own sessions.
create table oidc_records (
  platform text not null,
  -- The library's name for it: AuthorizationCode, AccessToken …
  kind text not null,
  -- SHA-256 of its id, base64url: the table tells no code and no token.
  id_hash text not null,
  payload jsonb not null,
  -- The portal's session in which it was given; null for an ask, which is nobody's yet.
  session_id uuid,
  client_id text,
  -- SHA-256 of the grant's id, for what was given by one.
  grant_hash text,
  -- Of the library's session: another name of it.
  uid text,
  consumed_at timestamptz,
  expires_at timestamptz not null,
  primary key (platform, kind, id_hash)
);
create index oidc_records_by_expiry on oidc_records (expires_at);
create index oidc_records_by_session on oidc_records (session_id) where session_id is not null;
create index oidc_records_by_grant on oidc_records (grant_hash) where grant_hash is not null;
create index oidc_records_by_uid on oidc_records (uid) where uid is not null;
