import { until } from './until.ts';
import type { OpenTestDatabase } from './use-database.ts';

/** Until a statement in this database waits for a lock that another holds. */
export const untilBlocked = (database: OpenTestDatabase): Promise<void> =>
  until(
    async () =>
      (await database.value(
        `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )) !== 0,
    'a statement waits for a lock',
  );
