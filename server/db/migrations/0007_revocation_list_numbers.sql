-- Tells two lists of the same second apart. Hex, as the list has it; null for a list without one, or stored before this.
alter table revocation_lists add column crl_number text;
