import { describe, expect, it } from '@jest/globals';
import { cancelWaiting } from '../../../../../lib/platform/jobs/cancel-waiting.ts';
import { completed } from '../../../../../lib/platform/jobs/outcome.ts';
import { defineTestJob, insertJob, performing, readJob, workerFor } from '../../../../support/jobs.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();

describe('cancelWaiting', () => {
  it('and a worker at once: one of them has the job, and neither half of it', async () => {
    const definition = defineTestJob();
    for (let round = 0; round < 30; round += 1) {
      const id = await insertJob(database.db, definition);
      let performed = 0;
      const worker = workerFor(database.db, [
        performing(definition, async () => {
          performed += 1;
          return completed();
        }),
      ]);
      const [verdict] = await Promise.all([
        cancelWaiting(database.db, id, [definition.name]),
        worker.work([id]),
      ]);
      expect([verdict, performed, (await readJob(database.db, id)).state]).toEqual(
        verdict === 'cancelled' ? ['cancelled', 0, 'cancelled'] : ['too_late', 1, 'completed'],
      );
    }
  });

  it('knows no job of another name', async () => {
    const id = await insertJob(database.db, defineTestJob());
    expect(await cancelWaiting(database.db, id, ['another.name'])).toBe('unknown');
    expect((await readJob(database.db, id)).state).toBe('queued');
  });
});
