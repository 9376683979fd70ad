-- The security module (安全模組) that took part in a sign-in: the session ends when it is revoked.
alter table sessions add column sam_module_code text;

-- A module on a card, for the SAM slot of an NHI reader: nobody applied for it here, and it has no file. It is in the table so
-- that it can be revoked like the others.
alter table sam_modules alter column application_id drop not null;
