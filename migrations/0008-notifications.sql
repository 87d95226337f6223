create table notifications (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  type text not null,
  message text not null,
  created_at timestamptz not null default now(),
  read_at timestamptz
);

create index notifications_user_id on notifications (user_id, id);
