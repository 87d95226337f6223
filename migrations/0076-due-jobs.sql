-- In the order in which the dispatcher takes due jobs. Jobs that were made together are due together, and without the id
-- each statement of a dispatcher read all of them.
create index jobs_due on jobs (send_after, id) where send_after is not null;
drop index jobs_send_after;
