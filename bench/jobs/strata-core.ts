import { randomUUID } from 'node:crypto';
import { openDatabase } from '../../lib/platform/db/pg-driver.ts';
import { ledger, type Settlement } from '../../lib/platform/jobs/ledger.ts';
import { BATCH, inLanes, numberIn, type JobSystem, type Place } from './system.ts';
import { clearJobs, countLeft, done, inTransaction, insertEffect, job, jobsOf } from './strata-jobs.ts';

const LEASE_SECONDS = 80;

/**
 * The statements alone by which jobs are claimed and settled: no queue tells of them, and nothing wraps them.
 *
 * @param batch how many jobs in each; as many messages a function is given at once
 */
export const openCore = (place: Place, batch: number): Promise<JobSystem> => {
  const fails = (error: Error): void => {
    throw error;
  };
  const db = openDatabase({ url: place.database, poolSize: 16, prepares: true, onIdleError: fails });
  let waiting: string[] = [];

  const insert = async (numbers: readonly number[]): Promise<void> => {
    const { ids } = await ledger.insert(db, jobsOf(numbers));
    waiting.push(...ids);
  };
  const runBatch = async (ids: readonly string[], perform: (number: number) => void): Promise<void> => {
    const token = randomUUID();
    const request = { ids, token, leaseSeconds: LEASE_SECONDS, alone: false, names: [job.name] };
    const settlements: Settlement[] = [];
    for (const claim of await ledger.claim(db, request)) {
      if (claim.verdict !== 'claimed') throw new Error(`a job was ${claim.verdict}`);
      perform(numberIn(claim.payload));
      settlements.push({ ...done, id: claim.id });
    }
    const { settled } = await ledger.settle(db, token, settlements);
    if (settled.size !== ids.length) throw new Error('not all were claimed and settled');
  };
  return Promise.resolve({
    addAll: insert,
    add: number => insert([number]),
    cause: number =>
      inTransaction(db, async tx => {
        await insertEffect(tx, number);
        const { ids } = await ledger.insert(tx, jobsOf([number]));
        waiting.push(...ids);
      }),
    work: perform => inLanes(waiting, batch, each => runBatch(each, perform)),
    left: () => countLeft(db),
    clear: () => {
      waiting = [];
      return clearJobs(db);
    },
  });
};

export const open = (place: Place): Promise<JobSystem> => openCore(place, BATCH);
