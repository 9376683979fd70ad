create table institutions (
  code text primary key check (code ~ '^[0-9]{10}$'),
  name text not null,
  -- 特約醫事機構
  contracted boolean not null
);

create table people (
  id uuid primary key,
  name text not null
);

-- Roles of people at institutions. A representative is whoever holds the institution's card: no row here.
create table assignments (
  person_id uuid not null references people (id),
  institution_code text not null references institutions (code),
  role text not null check (role in ('manager', 'user')),
  assigned_at timestamptz not null,
  primary key (person_id, institution_code, role)
);
create index assignments_by_institution on assignments (institution_code);

-- The only ways from a certificate to a person or an institution.
create table card_holders (
  card_type text not null,
  -- SHA-1 of the issuing authority's key, hex: an identifier means something only under the authority that gave it.
  ca_key_id text not null,
  subject_identifier text not null,
  person_id uuid not null references people (id),
  enrolled_at timestamptz not null,
  primary key (card_type, ca_key_id, subject_identifier)
);
create index card_holders_by_person on card_holders (person_id);

create table institution_identifiers (
  kind text not null,
  value text not null,
  institution_code text not null references institutions (code),
  enrolled_at timestamptz not null,
  primary key (kind, value)
);
create index institution_identifiers_by_institution on institution_identifiers (institution_code);
