-- An owner says who is in a room.
alter table room_members add column role text not null default 'member' check (role in ('owner', 'member'));

-- Rooms from before belong to who created them.
insert into room_members (room_id, user_id, role)
select id, created_by, 'owner' from rooms where created_by is not null
on conflict (room_id, user_id) do update set role = 'owner';

-- Named like the other references to a user who calls: a row refused by it means that their account is gone.
alter table rooms rename constraint rooms_created_by_fkey to rooms_created_by_user_id_fkey;
