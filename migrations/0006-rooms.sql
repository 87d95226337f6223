create table rooms (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  visibility text not null check (visibility in ('public', 'private')),
  -- The sequence number of the latest message: 1, 2, 3 ... without gaps.
  last_seq bigint not null default 0,
  created_by uuid references users on delete set null,
  created_at timestamptz not null default now()
) with (fillfactor = 70);

create table room_members (
  room_id uuid not null references rooms on delete cascade,
  user_id uuid not null references users on delete cascade,
  joined_at timestamptz not null default now(),
  primary key (room_id, user_id)
);

create index room_members_user_id on room_members (user_id, room_id);

create table messages (
  room_id uuid not null references rooms on delete cascade,
  seq bigint not null,
  id uuid not null,
  user_id uuid references users on delete set null,
  content text not null,
  client_message_id text,
  created_at timestamptz not null default now(),
  primary key (room_id, seq)
);

-- A message sent again after a lost answer is stored once.
create unique index messages_client_message_id_key on messages (room_id, user_id, client_message_id)
  where client_message_id is not null;
