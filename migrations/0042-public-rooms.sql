-- The list of rooms: the public ones here, one's own by room_members_user_id.
create index rooms_public on rooms (id) where visibility = 'public';
