import { beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ok } from 'neverthrow';
import { withTransaction } from '../../../../../lib/platform/db/transaction.ts';
import { newJob, type EnqueueOptions } from '../../../../../lib/platform/jobs/job.ts';
import { ledger } from '../../../../../lib/platform/jobs/ledger.ts';
import { completed, discard, retry, type Outcome } from '../../../../../lib/platform/jobs/outcome.ts';
import { createGate, recordWakeUps, type RecordedSender } from '../../../../support/fakes.ts';
import {
  claimDirectly,
  defineTestJob,
  enqueueAll,
  insertJob,
  insertMany,
  makeDue,
  performing,
  useEffects,
  workerFor,
} from '../../../../support/jobs.ts';
import { untilBlocked } from '../../../../support/locks.ts';
import { observe } from '../../../../support/statements.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const effects = useEffects(database);
const job = defineTestJob();
let wakeUps: RecordedSender;

beforeEach(() => {
  wakeUps = recordWakeUps();
});

const work = (ids: readonly string[], outcome: Outcome = completed()) =>
  workerFor(database.db, [performing(job, async () => outcome)], { wakeUps }).work(ids);
const stateOf = (id: string) => database.value('select state from jobs where id = $1', [id]);
const waitingFor = (id: string) => database.value('select waiting_for from jobs where id = $1', [id]);
const dependent = (dependsOn: readonly string[], options: EnqueueOptions = {}) =>
  insertJob(database.db, job, { ...options, dependsOn });
const one = () => insertJob(database.db, job);
const sentIds = () => wakeUps.sent.map(({ jobId }) => jobId);

describe('a job that depends on another', () => {
  it('waits for as long as that has not completed: no claim takes it and no dispatcher sends it', async () => {
    const parent = await one();
    const child = await dependent([parent]);
    await work([child]);
    expect(await stateOf(child)).toBe('scheduled');
    expect(await waitingFor(child)).toBe(1);
    await database.rows(`update jobs set send_after = now() where id = $1`, [parent]);
    expect((await ledger.takeDue(database.db, 500)).wakeUps.map(({ jobId }) => jobId)).toEqual([parent]);
  });

  it('is due, and its message sent, in the moment that completes', async () => {
    const parent = await one();
    const child = await dependent([parent], { groupId: 'g', delaySeconds: 600 });
    await work([parent]);
    expect(await stateOf(child)).toBe('queued');
    expect(wakeUps.sent).toEqual([{ jobId: child, queue: 'low-priority', groupId: 'g', delaySeconds: 0 }]);
    await work([child]);
    expect(await stateOf(child)).toBe('completed');
  });

  it('is due in the transaction of an effect that completes it, and not without it', async () => {
    const parent = await one();
    const child = await dependent([parent]);
    const failing = performing(job, async (_payload, attempt) => {
      await withTransaction<never, never>(database.db, async tx => {
        await attempt.complete(tx);
        throw new Error('a bug after the completion');
      });
      return completed();
    });
    await workerFor(database.db, [failing], { wakeUps }).work([parent]);
    expect(await stateOf(child)).toBe('scheduled');
    await makeDue(database.db, parent);
    await workerFor(
      database.db,
      [performing(job, async (_payload, attempt) => effects.complete('w', attempt))],
      {
        wakeUps,
      },
    ).work([parent]);
    expect(await stateOf(child)).toBe('queued');
    expect(sentIds()).toContain(child);
  });

  it.each([
    ['is tried again', retry('no luck')],
    ['fails', discard('no use')],
  ])('goes on waiting while that %s', async (_how, outcome) => {
    const parent = await one();
    const child = await dependent([parent]);
    await work([parent], outcome);
    expect(await stateOf(child)).toBe('scheduled');
    expect(wakeUps.of(child)).toEqual([]);
  });

  it('does not wait for what has completed already', async () => {
    const parent = await one();
    await work([parent]);
    const child = await dependent([parent]);
    expect(await stateOf(child)).toBe('queued');
    expect(await waitingFor(child)).toBe(0);
  });

  it('does not wait for what does not exist', async () => {
    expect(await stateOf(await dependent([randomUUID()]))).toBe('queued');
  });

  it('makes a chain, whatever its length', async () => {
    const first = await one();
    const second = await dependent([first]);
    const third = await dependent([second]);
    for (const [id, next] of [
      [first, second],
      [second, third],
    ] as const) {
      await work([first, second, third]);
      expect([await stateOf(id), await stateOf(next)]).toEqual(['completed', 'queued']);
    }
    await work([third]);
    expect(await stateOf(third)).toBe('completed');
  });
});

describe('a job that depends on several', () => {
  it('waits for the last of them', async () => {
    const parents = await insertMany(database.db, job, 3);
    const child = await dependent(parents);
    for (const [index, parent] of parents.entries()) {
      expect(await waitingFor(child)).toBe(3 - index);
      await work([parent]);
    }
    expect(await stateOf(child)).toBe('queued');
    expect(wakeUps.of(child)).toHaveLength(1);
  });

  it('waits for all of them when one batch completes them together', async () => {
    const parents = await insertMany(database.db, job, 3);
    const child = await dependent(parents);
    await work(parents);
    expect(await stateOf(child)).toBe('queued');
    expect(wakeUps.of(child)).toHaveLength(1);
  });

  it('names one twice without waiting twice', async () => {
    const parent = await one();
    const child = await dependent([parent, parent]);
    expect(await waitingFor(child)).toBe(1);
    await work([parent]);
    expect(await stateOf(child)).toBe('queued');
  });

  it('is freed once when two workers complete its last two at the same moment', async () => {
    for (let round = 0; round < 20; round += 1) {
      const parents = await insertMany(database.db, job, 2);
      const child = await dependent(parents);
      const gate = createGate();
      let settling = 0;
      const { db } = observe(database.db, async name => {
        if (!name.startsWith('jobs.settle')) return;
        settling += 1;
        if (settling === 2) gate.open();
        await gate.passed;
      });
      const both = parents.map(id =>
        workerFor(db, [performing(job, async () => completed())], { wakeUps }).work([id]),
      );
      await Promise.all(both);
      expect(await stateOf(child)).toBe('queued');
      expect(await waitingFor(child)).toBe(0);
      expect(wakeUps.of(child)).toHaveLength(1);
    }
  });

  it('is freed when the second completes while the transaction of the first is still open', async () => {
    const [first = '', second = ''] = await insertMany(database.db, job, 2);
    const child = await dependent([first, second]);
    const token = randomUUID();
    await claimDirectly(database.db, [first, second], { token });
    const gate = createGate();
    const completeFirst = withTransaction(database.db, async tx => {
      const sent = await ledger.complete(tx, { id: first, token, result: 1, next: [] });
      gate.open();
      await untilBlocked(database);
      return ok(sent);
    });
    await gate.passed;
    const completeSecond = withTransaction(database.db, async tx =>
      ok(await ledger.complete(tx, { id: second, token, result: 2, next: [] })),
    );
    const sent = (await Promise.all([completeFirst, completeSecond])).map(result => result._unsafeUnwrap());
    expect(await stateOf(child)).toBe('queued');
    expect(sent.flat().map(wakeUp => wakeUp?.jobId)).toEqual([child]);
  });
});

describe('a job that is enqueued to wait for one that is just being completed', () => {
  const completeWhileEnqueueing = async (parent: string) => {
    const token = randomUUID();
    await claimDirectly(database.db, [parent], { token });
    const child = newJob(job, { note: 'late' }, { dependsOn: [parent] });
    const gate = createGate();
    const enqueueing = withTransaction(database.db, async tx => {
      await ledger.insert(tx, [child]);
      gate.open();
      await untilBlocked(database);
      return ok();
    });
    await gate.passed;
    const settled = ledger.settle(database.db, token, [
      { id: parent, state: 'completed', outcome: 'completed', reason: '', delay_seconds: 0, result: null },
    ]);
    await Promise.all([enqueueing, settled]);
    return child.id;
  };

  it('is freed by that', async () => {
    const parent = await one();
    const child = await completeWhileEnqueueing(parent);
    expect(await stateOf(parent)).toBe('completed');
    expect(await stateOf(child)).toBe('queued');
  });

  it('is freed by that too when others wait for it already', async () => {
    const parent = await one();
    const earlier = await dependent([parent]);
    const child = await completeWhileEnqueueing(parent);
    expect([await stateOf(earlier), await stateOf(child)]).toEqual(['queued', 'queued']);
  });

  it('does not wait when that commits first', async () => {
    const parent = await one();
    const token = randomUUID();
    await claimDirectly(database.db, [parent], { token });
    const gate = createGate();
    const completing = withTransaction(database.db, async tx => {
      await ledger.complete(tx, { id: parent, token, result: null, next: [] });
      gate.open();
      await untilBlocked(database);
      return ok();
    });
    await gate.passed;
    const [child] = await Promise.all([dependent([parent]), completing]);
    expect(await stateOf(child)).toBe('queued');
  });
});

describe('jobs enqueued together', () => {
  it('may depend on each other: a fan-out and a fan-in in one statement', async () => {
    const first = newJob(job, { note: 'first' });
    const middle = [1, 2].map(() => newJob(job, { note: 'middle' }, { dependsOn: [first.id] }));
    const last = newJob(job, { note: 'last' }, { dependsOn: middle.map(({ id }) => id) });
    const { db, names } = observe(database.db);
    await enqueueAll(db, wakeUps, [last, ...middle, first]);
    expect(names()).toEqual(['begin', 'jobs.insert_linked', 'commit']);
    expect(sentIds()).toEqual([first.id]);
    const all = [first, ...middle, last].map(({ id }) => id);
    for (let round = 0; round < 3; round += 1) await work(all);
    expect(await Promise.all(all.map(stateOf))).toEqual(all.map(() => 'completed'));
    expect(wakeUps.of(last.id)).toHaveLength(1);
  });

  it('may follow a job with its dependents in the transaction that completes it', async () => {
    const parent = await one();
    const first = newJob(job, { note: 'first' });
    const second = newJob(job, { note: 'second' }, { dependsOn: [first.id] });
    const performer = performing(job, async (_payload, attempt) =>
      attempt.jobId === parent ? effects.complete('w', attempt, [first, second]) : completed(),
    );
    const worker = workerFor(database.db, [performer], { wakeUps });
    await worker.work([parent]);
    expect([await stateOf(first.id), await stateOf(second.id)]).toEqual(['queued', 'scheduled']);
    expect(sentIds()).toEqual([first.id]);
    await worker.work([first.id]);
    expect(await stateOf(second.id)).toBe('queued');
  });

  it('wait, for one of them that was dropped for its unique key, for the live job that holds the key', async () => {
    const unique = defineTestJob();
    const live = await insertJob(database.db, unique, { uniqueKey: 'k' });
    const dropped = newJob(unique, { note: 'dropped' }, { uniqueKey: 'k' });
    const child = newJob(job, { note: 'child' }, { dependsOn: [dropped.id] });
    await enqueueAll(database.db, wakeUps, [dropped, child]);
    expect([await stateOf(child.id), sentIds()]).toEqual(['scheduled', []]);
    await workerFor(database.db, [performing(unique, async () => completed())], { wakeUps }).work([live]);
    expect([await stateOf(child.id), sentIds()]).toEqual(['queued', [child.id]]);
  });

  it('wait for the last of several with one unique key, whichever of them they name', async () => {
    const unique = defineTestJob();
    const twins = ['first', 'last'].map(note => newJob(unique, { note }, { uniqueKey: 'k' }));
    const child = newJob(job, { note: 'child' }, { dependsOn: twins.map(({ id }) => id) });
    await enqueueAll(database.db, wakeUps, [...twins, child]);
    expect(await waitingFor(child.id)).toBe(1);
    const ids = twins.map(({ id }) => id);
    await workerFor(database.db, [performing(unique, async () => completed())], { wakeUps }).work(ids);
    expect(await stateOf(child.id)).toBe('queued');
  });
});
