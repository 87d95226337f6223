-- Lists of orders, the latest first: one user's, everybody's, and those in one state. The first two take the places of
-- narrower indexes and serve what those did.
create index orders_of_user on orders (user_id, created_at, id);
create index orders_placed on orders (created_at, id);
create index orders_in_state on orders (state, created_at, id);

drop index orders_user_id;
drop index orders_created_at;
