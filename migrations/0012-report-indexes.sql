-- The reports read a span of time.
create index payments_created_at on payments (created_at);
create index users_created_at on users (created_at);
create index messages_created_at on messages using brin (created_at);
