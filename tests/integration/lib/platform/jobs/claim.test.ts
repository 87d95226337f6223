import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ok } from 'neverthrow';
import { withTransaction } from '../../../../../lib/platform/db/transaction.ts';
import { ledger } from '../../../../../lib/platform/jobs/ledger.ts';
import {
  claimDirectly,
  defineTestJob,
  expireLease,
  insertJob,
  insertMany,
  makeDue,
  readAttempts,
  readJob,
} from '../../../../support/jobs.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const job = defineTestJob();

type ClaimOptions = Parameters<typeof claimDirectly>[2];
const claim = (ids: readonly string[], options?: ClaimOptions) => claimDirectly(database.db, ids, options);
const claimed = async (ids: readonly string[], options?: ClaimOptions) =>
  (await claim(ids, options)).filter(({ verdict }) => verdict === 'claimed').map(({ id }) => id);

/** What a worker leaves behind that dies while it holds a job. */
const stall = async (...ids: readonly string[]) => {
  await claim(ids, { alone: true });
  await expireLease(database.db, ...ids);
};

describe('a claim', () => {
  it('takes the jobs that are due and free, with a lease, and counts an attempt', async () => {
    const [id = ''] = await insertMany(database.db, job, 1);
    const [found] = await claim([id]);
    expect(found).toMatchObject({
      verdict: 'claimed',
      id,
      name: job.name,
      queue: 'low-priority',
      attempt: 1,
      stalls: 0,
      maxAttempts: 3,
      payload: { note: 'hello' },
    });
    expect(await readJob(database.db, id)).toMatchObject({
      state: 'active',
      leased: true,
      attempt: 1,
      sends: 0,
    });
  });

  it('gives each of fifty jobs to one of twenty claimers who want all of them', async () => {
    const ids = await insertMany(database.db, job, 50);
    const claims = await Promise.all(Array.from({ length: 20 }, () => claimed(ids)));
    expect(claims.flat().sort()).toEqual([...ids].sort());
  });

  it('does not wait for a job that another claimer is just taking', async () => {
    const [taken = '', free = ''] = await insertMany(database.db, job, 2);
    await withTransaction(database.db, async tx => {
      await tx.query('select from jobs where id = $1 for update', [taken]);
      // Waiting would end in a lock time-out: this transaction stays open until the claim is back.
      expect(await claimed([taken, free])).toEqual([free]);
      return ok();
    });
  });

  it('leaves a job alone that is not due', async () => {
    const id = await insertJob(database.db, job, { delaySeconds: 60 });
    expect(await claim([id])).toEqual([]);
    await makeDue(database.db, id);
    expect(await claimed([id])).toEqual([id]);
  });

  it('takes a job within its last second: a message may come that early', async () => {
    const id = await insertJob(database.db, job, { delaySeconds: 0.9 });
    expect(await claimed([id])).toEqual([id]);
  });

  it('leaves a job alone that another worker holds', async () => {
    const ids = await insertMany(database.db, job, 1);
    await claim(ids);
    expect(await claim(ids)).toEqual([]);
  });

  it.each(['completed', 'failed', 'cancelled'])('leaves a %s job alone', async state => {
    const [id = ''] = await insertMany(database.db, job, 1);
    await database.rows('update jobs set state = $2, finished_at = now() where id = $1', [id, state]);
    expect(await claim([id])).toEqual([]);
  });

  it('finds nothing for a job that does not exist', async () => {
    expect(await claim([randomUUID()])).toEqual([]);
  });
});

describe('a job whose lease ran out', () => {
  it('is taken over, but not in company: it may have ended its worker', async () => {
    const [id = '', other = ''] = await insertMany(database.db, job, 2);
    await stall(id);
    const verdicts = new Map((await claim([id, other])).map(found => [found.id, found.verdict]));
    expect([verdicts.get(id), verdicts.get(other)]).toEqual(['alone', 'claimed']);
    expect(await claim([id], { alone: true })).toMatchObject([
      { id, verdict: 'claimed', stalled: true, stalls: 1, attempt: 2 },
    ]);
    expect(await readAttempts(database.db, id)).toEqual([
      { attempt: 1, outcome: 'stalled', reason: 'the lease ran out: its worker died or froze' },
    ]);
  });

  it('is claimed alone from then on, also when its next attempt only failed', async () => {
    const [id = ''] = await insertMany(database.db, job, 1);
    await stall(id);
    const token = randomUUID();
    await claim([id], { alone: true, token });
    await ledger.settle(database.db, token, [
      { id, state: 'retrying', outcome: 'retry', reason: 'no luck', delay_seconds: 0, result: null },
    ]);
    expect(await claim([id])).toMatchObject([{ id, verdict: 'alone' }]);
  });

  it.each([
    ['high-priority', 3],
    ['low-priority', 1],
    ['email', 1],
    ['reports', 1],
  ] as const)('of %s is taken over %i times, then it has failed', async (queue, times) => {
    const id = await insertJob(database.db, defineTestJob({ queue }));
    await stall(id);
    for (let round = 1; round <= times; round += 1) {
      expect(await claimed([id], { alone: true })).toEqual([id]);
      await expireLease(database.db, id);
    }
    expect(await claim([id], { alone: true })).toMatchObject([{ id, verdict: 'failed' }]);
    expect(await readJob(database.db, id)).toMatchObject({ state: 'failed', leased: false, finished: true });
    const attempts = await readAttempts(database.db, id);
    expect(attempts.map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: times + 1 }, () => 'stalled'),
    );
    expect(await claim([id], { alone: true })).toEqual([]);
  });

  it('goes to one of many who want it', async () => {
    const [id = ''] = await insertMany(database.db, job, 1);
    await stall(id);
    const claims = await Promise.all(Array.from({ length: 20 }, () => claimed([id], { alone: true })));
    expect(claims.flat()).toEqual([id]);
    expect(await readJob(database.db, id)).toMatchObject({ attempt: 2, stalls: 1 });
  });
});
