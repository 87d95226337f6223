-- One-use tickets for opening a WebSocket where no header can be sent. Only hashes are here: no secret rests.
create table tickets (
  hash text primary key,
  user_id uuid not null references users on delete cascade,
  session_id uuid not null references sessions on delete cascade,
  role text not null,
  expires_at timestamptz not null
);

create index tickets_expires_at on tickets (expires_at);
create index tickets_user_id on tickets (user_id);
create index tickets_session_id on tickets (session_id);
