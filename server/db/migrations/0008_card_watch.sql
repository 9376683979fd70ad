-- Whether the session ends when its card is taken out, and when the next sign of the card is due.
alter table sessions add column card_watch text not null default 'off';
alter table sessions add column heartbeat_until timestamptz;
alter table sessions add check ((card_watch = 'on') = (heartbeat_until is not null));
create index sessions_watched on sessions (heartbeat_until) where ended_at is null and heartbeat_until is not null;
