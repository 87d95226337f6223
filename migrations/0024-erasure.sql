-- What erasing a user must find: their messages and rooms, and the keys that start with their id or its hash.
create index messages_user_id on messages (user_id) where user_id is not null;
create index rooms_created_by on rooms (created_by) where created_by is not null;

-- In the order of their bytes, keys with the same beginning stand together in the primary key.
alter table idempotency_keys alter column scope type text collate "C";
alter table rate_limits alter column key type text collate "C";

-- The keys of registrations, which nobody had signed in for, by the user they made.
create index idempotency_keys_registered on idempotency_keys ((snapshot ->> 'id')) where scope = 'anybody POST /users';
