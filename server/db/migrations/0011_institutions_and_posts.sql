alter table institutions add column type text not null default 'clinic';
alter table institutions alter column type drop default;
-- 分區業務組
alter table institutions add column division text not null default 'taipei';
alter table institutions alter column division drop default;
-- 合併申報: the institution through which this one files its claims.
alter table institutions add column files_through text references institutions (code);
alter table institutions add check (files_through <> code);

-- 身分證號 or 統一證號. Finds a person whom somebody names by the whole of it; no certificate is matched by it.
alter table people add column id_number text unique check (id_number ~ '^[A-Z][A-D0-9][0-9]{8}$');

-- Who works in the back office.
create table staff_posts (
  person_id uuid not null references people (id),
  role text not null,
  -- A division, a county, or 'everywhere'.
  area text not null,
  given_at timestamptz not null,
  primary key (person_id, role, area)
);

-- 健保服務 that an institution applied for, on each platform anew.
create table institution_services (
  institution_code text not null references institutions (code),
  platform text not null,
  service text not null,
  applied_at timestamptz not null,
  primary key (institution_code, platform, service)
);

-- Services granted to a user. A grant goes with the user's role and with the institution's service.
create table grants (
  person_id uuid not null,
  institution_code text not null,
  role text not null default 'user' check (role = 'user'),
  platform text not null,
  service text not null,
  granted_at timestamptz not null,
  primary key (person_id, institution_code, platform, service),
  foreign key (person_id, institution_code, role)
    references assignments (person_id, institution_code, role) on delete cascade,
  foreign key (institution_code, platform, service)
    references institution_services (institution_code, platform, service) on delete cascade
);
create index grants_by_service on grants (institution_code, platform, service);

-- The SAM that took part in the sign-in: which institutions may be chosen depends on it as long as the session lasts.
alter table sessions add column sam_institution_code text references institutions (code);
-- Null after 一般登入, which needs no card.
alter table sessions alter column card_type drop not null;
-- What the holder tells sessions apart by.
alter table sessions add column address text not null default '';
alter table sessions add column browser text not null default '';
alter table sessions alter column address drop default;
alter table sessions alter column browser drop default;
create index sessions_by_holder_institution on sessions (holder_institution_code) where holder_institution_code is not null;
