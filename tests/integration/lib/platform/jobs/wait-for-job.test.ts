import { expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { completed, discard } from '../../../../../lib/platform/jobs/outcome.ts';
import { waitForJob } from '../../../../../lib/platform/jobs/wait-for-job.ts';
import { defineTestJob, insertJob, performing, workerFor } from '../../../../support/jobs.ts';
import { observe } from '../../../../support/statements.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const job = defineTestJob();

it('waiting for a job gives its state and result once it has ended', async () => {
  const id = await insertJob(database.db, job);
  let asked = 0;
  const { db } = observe(database.db, async () => {
    asked += 1;
    if (asked === 2)
      await workerFor(database.db, [performing(job, async () => completed({ sent: 3 }))]).work([id]);
  });
  expect(await waitForJob(db, id, { timeoutSeconds: 10 })).toEqual({
    state: 'completed',
    result: { sent: 3 },
    ended: true,
  });
  expect(asked).toBe(2);
});

it('waiting for a job ends with its failure too', async () => {
  const id = await insertJob(database.db, job);
  await workerFor(database.db, [performing(job, async () => discard('no use'))]).work([id]);
  expect(await waitForJob(database.db, id, { timeoutSeconds: 10 })).toEqual({
    state: 'failed',
    result: null,
    ended: true,
  });
});

it('waiting for a job that does not exist ends at once', async () => {
  expect(await waitForJob(database.db, randomUUID(), { timeoutSeconds: 10 })).toBeUndefined();
});

it('waiting for a job ends with it as it is when the time is over', async () => {
  const id = await insertJob(database.db, job);
  const seen = await waitForJob(database.db, id, { timeoutSeconds: 0.05 });
  expect(seen).toEqual({ state: 'queued', result: null, ended: false });
});

it('waiting for a job ends when the signal is aborted, before and during the wait', async () => {
  const id = await insertJob(database.db, job);
  const abort = new AbortController();
  const { db } = observe(database.db, () => {
    setImmediate(() => {
      abort.abort();
    });
  });
  const seen = await waitForJob(db, id, { timeoutSeconds: 3600, signal: abort.signal });
  expect(seen).toMatchObject({ ended: false });
  expect(await waitForJob(database.db, id, { timeoutSeconds: 3600, signal: abort.signal })).toEqual(seen);
});
