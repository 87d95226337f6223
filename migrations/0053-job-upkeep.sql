-- What the dispatcher's upkeep looks for each minute. All but empty at most times, so they cost next to nothing.

-- Jobs put off while their queue was paused.
create index jobs_put_off on jobs (queue, id) where send_after = 'infinity' and waiting_for = 0;
-- Cancelled jobs whose dependents are still to be cancelled.
create index jobs_cancelled_dependents on jobs (id) where state = 'cancelled' and has_dependents;
