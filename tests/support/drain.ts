import type { Database } from '../../lib/platform/db/database.ts';
import type { Performer } from '../../lib/platform/jobs/performer.ts';
import { createWorker } from '../../lib/platform/jobs/worker.ts';
import { recordWakeUps, silentLog } from './fakes.ts';

/**
 * Performs the jobs that are due or were left by a worker that died, and those that follow from them, until none is left
 * that these performers know.
 *
 * @returns the ids worked on, in rounds
 */
export const drain = async <Dependencies>(
  db: Database,
  performers: readonly Performer<Dependencies>[],
  dependencies: Dependencies,
): Promise<readonly (readonly unknown[])[]> => {
  const worker = createWorker(
    { db, wakeUps: recordWakeUps(), log: silentLog },
    { performers, dependencies, leaseSeconds: 60 },
  );
  const rounds: (readonly unknown[])[] = [];
  for (;;) {
    const rows = await db.query(
      `select id from jobs
       where name = any ($1) and (state in ('scheduled', 'queued', 'retrying') and run_at <= now()
                                  or state = 'active' and lease_until < now())
       order by id
       limit 10`,
      [performers.map(({ job }) => job.name)],
    );
    const ids = rows.map(({ id }) => String(id));
    if (ids.length === 0) return rounds;
    rounds.push(ids);
    await worker.work(ids);
  }
};
