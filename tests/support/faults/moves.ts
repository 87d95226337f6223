import type { OpenTestDatabase } from '../use-database.ts';

/** Writes down every change of a job's state or lease, and which process made it. */
export const recordMoves = async (database: OpenTestDatabase): Promise<void> => {
  await database.rows(
    `create table moves (
       number bigint generated always as identity, job_id uuid not null, was text not null, becomes text not null,
       lease_was_over boolean, by text not null default current_setting('application_name'))`,
  );
  await database.rows(
    `create function record_move() returns trigger language plpgsql as $$
     begin
       insert into moves (job_id, was, becomes, lease_was_over)
       values (old.id, old.state, new.state, old.lease_until < now());
       return null;
     end $$`,
  );
  await database.rows(
    `create trigger record_move after update on jobs for each row
     when (old.state <> new.state or old.lease_token is distinct from new.lease_token)
     execute function record_move()`,
  );
};
