-- Reports of the settings check that people sent for the helpdesk: masked, and found by their code alone.
create table check_reports (
  code text primary key,
  platform text not null,
  report jsonb not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null
);
create index check_reports_by_expiry on check_reports (expires_at);
