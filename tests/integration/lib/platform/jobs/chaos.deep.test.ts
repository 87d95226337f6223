import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Database } from '../../../../../lib/platform/db/database.ts';
import { createDispatcher } from '../../../../../lib/platform/jobs/dispatcher.ts';
import { newJob } from '../../../../../lib/platform/jobs/job.ts';
import { completed, discard, retry } from '../../../../../lib/platform/jobs/outcome.ts';
import type { WakeUpSender } from '../../../../../lib/platform/jobs/wake-up.ts';
import { silentLog } from '../../../../support/fakes.ts';
import { defineTestJob, enqueueAll, performing, useEffects, workerFor } from '../../../../support/jobs.ts';
import { randomOf } from '../../../../support/random.ts';
import { observe } from '../../../../support/statements.ts';
import { useDatabase } from '../../../../support/use-database.ts';

jest.setTimeout(120_000);

const database = useDatabase();
const effects = useEffects(database);
const JOBS = 240;
const WORKERS = 8;
const ROUNDS = 40;

/** Its effect is in our database, and a mail follows from it. */
const inside = defineTestJob({ queue: 'high-priority', attempts: 4, backoffSeconds: 1 });
const followUp = defineTestJob({ queue: 'email', attempts: 4, backoffSeconds: 1 });
/** Its effect is elsewhere. */
const outside = defineTestJob({ queue: 'low-priority', attempts: 4, backoffSeconds: 1 });

beforeEach(() => database.rows('truncate jobs, effects cascade'));

/** What an unlucky night does: workers die or freeze past their lease, messages get lost, come twice and out of order. */
const nightOf = (seed: number) => {
  const random = randomOf(seed);
  const chance = (probability: number) => random.next() < probability;
  let messages: string[] = [];
  let isOver = false;
  const wakeUps: WakeUpSender = {
    send: async sent => {
      for (const { jobId } of sent) {
        if (!isOver && chance(0.15)) continue;
        messages.push(jobId, ...(chance(0.15) ? [jobId] : []));
      }
    },
  };
  /** A connection of a process that may be killed at any statement, after which nothing of it arrives. */
  const mortal = (): Database => {
    let dead = false;
    return observe(database.db, () => {
      dead ||= !isOver && chance(0.03);
      if (dead) throw new Error('this process was killed');
    }).db;
  };
  const performers = (db: Database) => [
    performing(inside, async (_payload, attempt) => {
      if (chance(0.1)) throw new Error('no luck');
      await pause();
      return effects.complete(attempt.jobId, attempt, [newJob(followUp, { note: attempt.jobId })], db);
    }),
    performing(followUp, async () => (chance(0.1) ? retry('no luck') : completed())),
    performing(outside, async () => {
      await pause();
      if (chance(0.05)) return discard('no use');
      return chance(0.1) ? retry('no luck') : completed('done');
    }),
  ];
  /** Some performers are at work when their lease runs out. */
  const pause = async () => {
    for (let turn = random.below(6); turn > 0; turn -= 1) await database.rows('select 1');
  };
  const work = async () => {
    messages = [...random.shuffled(messages)];
    const batch = messages.splice(0, 10);
    const db = mortal();
    await workerFor(db, performers(db), { wakeUps })
      .work([...new Set(batch)])
      .catch(() => messages.push(...batch));
  };
  /** Time passes: waits are over, some leases run out, the dispatcher looks. */
  const pass = async () => {
    await database.rows(
      `with free as (
         select id from jobs where state in ('scheduled', 'queued', 'active', 'retrying') for update skip locked
       )
       update jobs
       set run_at = least(run_at, now()), send_after = least(send_after, now()),
           lease_until = case when state = 'active' and ($1 or random() < 0.2) then now() - interval '1 second'
                              else lease_until end
       from free
       where free.id = jobs.id`,
      [isOver],
    );
    const dispatcher = createDispatcher({ db: mortal(), wakeUps, log: silentLog });
    await dispatcher.dispatch(new AbortController().signal).catch(() => 0);
  };
  return {
    wakeUps,
    lane: async () => {
      for (let round = 0; round < ROUNDS; round += 1) await (chance(0.2) ? pass() : work());
    },
    /** The morning after: nothing breaks any more, and what is left gets done. */
    dawn: async () => {
      isOver = true;
      for (let round = 0; (await live()) > 0; round += 1) {
        if (round > 500) throw new Error('jobs are left over');
        await pass();
        while (messages.length > 0) await work();
      }
    },
  };
};

const live = async () =>
  Number(
    await database.value(
      `select count(*) from jobs where state in ('scheduled', 'queued', 'active', 'retrying')`,
    ),
  );

describe('a night on which everything fails', () => {
  it.each([1, 2, 3, 4, 5, 6])('loses no job and does none twice (seed %i)', async seed => {
    const night = nightOf(seed);
    const jobs = Array.from({ length: JOBS }, (_, index) =>
      newJob(index % 2 === 0 ? inside : outside, { note: 'hello' }),
    );
    expect((await enqueueAll(database.db, night.wakeUps, jobs)).isOk()).toBe(true);
    await Promise.all(Array.from({ length: WORKERS }, () => night.lane()));
    await night.dawn();

    const rows = await database.rows(
      `select id, name, state, lease_token is null as free, finished_at is not null as finished,
              (select count(*) from effects where job_id = jobs.id) as effects,
              (select count(*) from job_payloads where payload = jsonb_build_object('note', jobs.id::text)) as followers
       from jobs`,
    );
    // Every job that was accepted has ended, and nobody holds one any more.
    expect(rows.length).toBeGreaterThanOrEqual(JOBS);
    for (const row of rows) {
      expect(['completed', 'failed']).toContain(row['state']);
      expect(row).toMatchObject({ free: true, finished: true });
    }
    // An effect in our database and the job that follows exist exactly when the job completed, and once.
    for (const { name, state, effects: done, followers } of rows) {
      const times = name === inside.name && state === 'completed' ? 1 : 0;
      expect([done, followers]).toEqual([times, times]);
    }
    // The night was bad enough to prove something, and not so bad that nothing was done.
    const ends = rows.map(({ state }) => state);
    expect(ends.filter(state => state === 'completed').length).toBeGreaterThan(JOBS / 4);
    expect(
      Number(await database.value(`select count(*) from job_attempts where outcome = 'stalled'`)),
    ).toBeGreaterThan(10);
  });
});
