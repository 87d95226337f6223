-- Open WebSocket connections. API Gateway names them; $disconnect is best effort, so rows may outlive their connection
-- until a post finds it gone or the prune removes them.
create table connections (
  id text primary key,
  user_id uuid not null references users on delete cascade,
  session_id uuid not null,
  connected_at timestamptz not null default now()
);

create index connections_user_id on connections (user_id);
create index connections_connected_at on connections (connected_at);

create table subscriptions (
  room_id uuid not null,
  connection_id text not null references connections on delete cascade,
  primary key (room_id, connection_id)
);

create index subscriptions_connection_id on subscriptions (connection_id);
