-- A notification to everybody has one id for all its readers: one frame tells them all, and a chunk inserted twice is
-- there once. Ids are UUIDv7, so this is also the order in which a user reads them.
alter table notifications drop constraint notifications_pkey, add primary key (user_id, id);
drop index notifications_user_id;

create index notifications_unread on notifications (user_id, id) where read_at is null;
