import { beforeEach, describe, expect, it } from '@jest/globals';
import { createDispatcher } from '../../../../../lib/platform/jobs/dispatcher.ts';
import { completed } from '../../../../../lib/platform/jobs/outcome.ts';
import type { WakeUpSender } from '../../../../../lib/platform/jobs/wake-up.ts';
import { recordWakeUps, silentLog, type RecordedSender } from '../../../../support/fakes.ts';
import {
  defineTestJob,
  enqueueOne,
  insertJob,
  insertMany,
  performing,
  readJob,
  workerFor,
} from '../../../../support/jobs.ts';
import { observe } from '../../../../support/statements.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const job = defineTestJob({ queue: 'high-priority' });
let wakeUps: RecordedSender;

beforeEach(async () => {
  wakeUps = recordWakeUps();
  await database.rows('delete from jobs');
});

const NEVER = new AbortController().signal;
const dispatch = (sender: WakeUpSender = wakeUps, db = database.db) =>
  createDispatcher({ db, wakeUps: sender, log: silentLog }).dispatch(NEVER);

/** What the passing of time does to a job: everything about it is that much nearer, or longer ago. */
const pass = (id: string, seconds: number) =>
  database.rows(
    `update jobs set run_at = run_at - make_interval(secs => $2), send_after = send_after - make_interval(secs => $2)
     where id = $1`,
    [id, seconds],
  );
const minutesUntilNext = async (id: string) =>
  Math.round(((await readJob(database.db, id)).sendsIn ?? NaN) / 60);
const sentIds = () => wakeUps.sent.map(({ jobId }) => jobId).sort();

describe('a dispatcher', () => {
  it('sends a scheduled job once it is due within fifteen minutes, with the exact delay', async () => {
    const id = await insertJob(database.db, job, { delaySeconds: 3600, groupId: 'g' });
    await pass(id, 2690);
    expect(await dispatch()).toBe(0);
    await pass(id, 15);
    expect(await dispatch()).toBe(1);
    const { runsIn } = await readJob(database.db, id);
    expect(wakeUps.sent).toEqual([
      { jobId: id, queue: 'high-priority', groupId: 'g', delaySeconds: expect.any(Number) },
    ]);
    const [{ delaySeconds } = { delaySeconds: 0 }] = wakeUps.sent;
    expect(delaySeconds).toBeLessThanOrEqual(900);
    // It was sent a moment before it was read.
    expect(delaySeconds - runsIn).toBeGreaterThanOrEqual(0);
    expect(delaySeconds - runsIn).toBeLessThan(3);
    expect(await dispatch()).toBe(0);
  });

  it('next looks at a scheduled job that it has sent a minute after that was due', async () => {
    const id = await insertJob(database.db, job, { delaySeconds: 3600 });
    await pass(id, 2700);
    await dispatch();
    const { sendsIn, runsIn } = await readJob(database.db, id);
    expect((sendsIn ?? 0) - runsIn).toBeCloseTo(60, 3);
  });

  it('sends again what nobody has claimed, after 1, 5, 15 and 60 minutes, and then each hour', async () => {
    const id = await insertJob(database.db, job);
    const waits = [await minutesUntilNext(id)];
    for (let round = 0; round < 5; round += 1) {
      await pass(id, (waits.at(-1) ?? 0) * 60 - 1);
      expect(await dispatch()).toBe(0);
      await pass(id, 2);
      expect(await dispatch()).toBe(1);
      waits.push(await minutesUntilNext(id));
    }
    expect(waits).toEqual([1, 5, 15, 60, 60, 60]);
    expect(wakeUps.sent.every(({ delaySeconds }) => delaySeconds === 0)).toBe(true);
  });

  it('wakes somebody up for a job whose worker died, when its lease has run out', async () => {
    const [id = ''] = await insertMany(database.db, job, 1);
    const { db } = observe(database.db, name => {
      if (name.startsWith('jobs.settle')) throw new Error('this process was killed');
    });
    const killed = workerFor(db, [performing(job, async () => completed())], { leaseSeconds: 100 });
    await killed.work([id]).catch(() => undefined);
    await pass(id, 98);
    expect(await dispatch()).toBe(0);
    await pass(id, 3);
    expect(await dispatch()).toBe(1);
    expect(await minutesUntilNext(id)).toBe(1);
  });

  it('sends nothing for a job that has ended', async () => {
    const [id = ''] = await insertMany(database.db, job, 1);
    await workerFor(database.db, [performing(job, async () => completed())]).work([id]);
    await pass(id, 7200);
    expect(await dispatch()).toBe(0);
  });

  it('recovers a job whose message was lost on its way', async () => {
    const lost = recordWakeUps(() => true);
    const id = String(await enqueueOne(database.db, lost, job));
    expect(lost.sent).toEqual([]);
    await pass(id, 61);
    await dispatch();
    expect(sentIds()).toEqual([id]);
    await workerFor(database.db, [performing(job, async () => completed())]).work([id]);
    expect((await readJob(database.db, id)).state).toBe('completed');
  });

  it('recovers a job whose dispatcher died between taking and sending it', async () => {
    const id = await insertJob(database.db, job);
    await pass(id, 61);
    const died: WakeUpSender = { send: async () => Promise.reject(new Error('this process was killed')) };
    await expect(dispatch(died)).rejects.toThrow();
    expect(await dispatch()).toBe(0);
    await pass(id, 301);
    expect(await dispatch()).toBe(1);
  });

  it('never sends a row twice when ten of them run at once', async () => {
    const ids = await insertMany(database.db, job, 1200);
    await database.rows(`update jobs set send_after = now() - interval '1 second'`);
    const counts = await Promise.all(Array.from({ length: 10 }, () => dispatch()));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1200);
    expect(sentIds()).toEqual([...ids].sort());
  });

  it('takes rows five hundred at a time, and stops when none is left', async () => {
    await insertMany(database.db, job, 501);
    await database.rows(`update jobs set send_after = now() - interval '1 second'`);
    const { db, names } = observe(database.db);
    expect(await createDispatcher({ db, wakeUps, log: silentLog }).dispatch(NEVER)).toBe(501);
    expect(names()).toEqual(['jobs.take_due', 'jobs.take_due']);
  });

  it('begins nothing once its time is over', async () => {
    await insertMany(database.db, job, 1);
    await database.rows(`update jobs set send_after = now() - interval '1 second'`);
    const dispatcher = createDispatcher({ db: database.db, wakeUps, log: silentLog });
    expect(await dispatcher.dispatch(AbortSignal.abort())).toBe(0);
  });
});
