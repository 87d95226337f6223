import { beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { withTransaction } from '../../../../../lib/platform/db/transaction.ts';
import { newJob } from '../../../../../lib/platform/jobs/job.ts';
import { ledger } from '../../../../../lib/platform/jobs/ledger.ts';
import type { Outcome } from '../../../../../lib/platform/jobs/outcome.ts';
import { recordWakeUps, type RecordedSender } from '../../../../support/fakes.ts';
import {
  defineTestJob,
  insertJob,
  jobExists,
  performing,
  readJob,
  useEffects,
  workerFor,
} from '../../../../support/jobs.ts';
import { observe } from '../../../../support/statements.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const effects = useEffects(database);
let wakeUps: RecordedSender;

beforeEach(() => {
  wakeUps = recordWakeUps();
});

describe('a job completed in the transaction of its effect', () => {
  it('is one transaction: effect, settlement, following jobs, and then their messages', async () => {
    const definition = defineTestJob();
    const id = await insertJob(database.db, definition);
    const next = [
      newJob(defineTestJob({ queue: 'email' }), { note: 'a mail' }),
      newJob(defineTestJob(), { note: 'later' }, { delaySeconds: 3600 }),
    ];
    const performer = performing(definition, async (_payload, attempt) =>
      effects.complete('first', attempt, next),
    );
    const { db, names } = observe(database.db);
    await workerFor(db, [performer], { wakeUps }).work([id]);
    expect(await readJob(database.db, id)).toMatchObject({
      state: 'completed',
      result: 'first',
      finished: true,
    });
    expect(await Promise.all(next.map(job => jobExists(database.db, job)))).toEqual([true, true]);
    expect(wakeUps.sent).toMatchObject([{ jobId: next[0]?.id, queue: 'email', delaySeconds: 0 }]);
    // Nothing is left to be settled.
    expect(names()).toEqual(['jobs.claim']);
  });

  it('inserts nothing, by itself, for a worker that has no lease', async () => {
    const id = await insertJob(database.db, defineTestJob());
    const next = newJob(defineTestJob(), { note: 'never' });
    const complete = ledger.complete(database.db, { id, token: randomUUID(), result: 'mine', next: [next] });
    expect(await complete).toBeUndefined();
    expect(await jobExists(database.db, next)).toBe(false);
    expect(await readJob(database.db, id)).toMatchObject({ state: 'queued', result: null });
  });

  it('leaves neither effect nor settlement nor following jobs when the transaction fails', async () => {
    const definition = defineTestJob();
    const id = await insertJob(database.db, definition);
    const next = newJob(defineTestJob(), { note: 'never' });
    const performer = performing(definition, async (_payload, attempt) => {
      const work = await withTransaction<Outcome, never>(database.db, async tx => {
        await tx.query('insert into effects values ($1, $2)', [id, 'first']);
        await attempt.complete(tx, { next: [next] });
        throw new Error('a bug after the completion');
      });
      return work._unsafeUnwrap();
    });
    await workerFor(database.db, [performer], { wakeUps }).work([id]);
    expect(await effects.of(id)).toEqual([]);
    expect(await jobExists(database.db, next)).toBe(false);
    expect(wakeUps.of(next.id)).toEqual([]);
    expect((await readJob(database.db, id)).state).toBe('retrying');
  });

  it('sends no message for a following job whose unique key is taken', async () => {
    const followUp = defineTestJob();
    await insertJob(database.db, followUp, { uniqueKey: 'k' });
    const definition = defineTestJob();
    const id = await insertJob(database.db, definition);
    const performer = performing(definition, async (_payload, attempt) =>
      effects.complete('first', attempt, [newJob(followUp, { note: 'second' }, { uniqueKey: 'k' })]),
    );
    await workerFor(database.db, [performer], { wakeUps }).work([id]);
    expect((await readJob(database.db, id)).state).toBe('completed');
    expect(wakeUps.sent).toEqual([]);
  });
});
