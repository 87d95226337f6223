-- A mail to be sent or sent. It holds neither address nor text: both are made when it is sent, so no secret rests here.
create table emails (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  template text not null,
  data jsonb not null,
  created_at timestamptz not null default now(),
  sent_at timestamptz
);

create index emails_user_id on emails (user_id);
