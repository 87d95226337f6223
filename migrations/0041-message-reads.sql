-- How far a user has read in a room. What is unread is rooms.last_seq minus seq: no message is counted for it.
create table message_reads (
  room_id uuid not null references rooms on delete cascade,
  user_id uuid not null references users on delete cascade,
  seq bigint not null check (seq >= 0),
  read_at timestamptz not null default now(),
  primary key (room_id, user_id)
)
-- Room on each page for the next version of a row: moving a mark then stays a heap-only update.
with (fillfactor = 70);

create index message_reads_user_id on message_reads (user_id);

insert into message_reads (room_id, user_id, seq) select room_id, user_id, 0 from room_members;
