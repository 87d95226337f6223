import { beforeAll, describe, expect, it } from '@jest/globals';
import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import type { Row } from '../../../../../lib/platform/db/database.ts';
import { jobCancelling } from '../../../../../lib/platform/jobs/cancel.ts';
import type { Member, Moment } from '../../../../support/faults/crew.ts';
import { inside, outside, poison, type Point } from '../../../../support/faults/fault-jobs.ts';
import { useFaults } from '../../../../support/faults/use-faults.ts';
import { randomOf } from '../../../../support/random.ts';
import { until } from '../../../../support/until.ts';
import { useDatabase } from '../../../../support/use-database.ts';

/** Far more than the night takes, about 20 s. */
const NIGHT_LIMIT_MILLISECONDS = 480_000;
const LIMIT_MILLISECONDS = 180_000;
/** Enqueued before each misfortune, of each kind. */
const JOBS = 5;
const SEED = 20_261_125;

const database = useDatabase();
const random = randomOf(SEED);
const faults = useFaults(database, random, [
  'producer',
  ...(['dispatcher', 'dispatcher'] as const),
  ...(['worker', 'worker', 'worker'] as const),
]);

/** Commits causes with their jobs; when the producer dies over it, that may have happened or not. */
const produce = async (job: string, count: number): Promise<void> => {
  const { crew } = faults.stage;
  await until(() => crew.of('producer').length > 0, 'there is a producer again');
  for (const producer of crew.of('producer')) await crew.ask(producer, { kind: 'cause', job, count });
};

const hasEnded = async (where: string): Promise<boolean> =>
  (await database.value(
    `select count(*) from jobs where state in ('scheduled', 'queued', 'active', 'retrying') and ${where}`,
  )) === 0;

/** What minutes do to jobs that nobody has touched for a second: waits are over, and the dispatchers look, two at once. */
const passMinutes = async (): Promise<void> => {
  const { crew } = faults.stage;
  await database.rows(
    `with idle as (
       select id from jobs
       where state in ('scheduled', 'queued', 'retrying') and created_at < now() - interval '1 second'
       for update skip locked
     )
     update jobs set run_at = least(run_at, now()), send_after = least(send_after, now()) from idle where idle.id = jobs.id`,
  );
  await lapseOrphans();
  await Promise.all(crew.of('dispatcher').map(each => crew.ask(each, { kind: 'dispatch' })));
};

/**
 * What minutes do to jobs that are taken and in nobody's hands: their worker died before it could say that it has them, or its
 * batch failed when the database was away. Their leases run out, and a message that was lost is sent again.
 */
const lapseOrphans = async (): Promise<void> => {
  const held = faults.stage.crew.of('worker').flatMap(worker => [...worker.held]);
  await database.rows(
    `with orphans as (
       select id from jobs
       where state = 'active' and not (id = any ($1)) and created_at < now() - interval '1 second'
       order by id
       for update skip locked
     )
     update jobs set lease_until = least(lease_until, now() - interval '1 second'), send_after = now()
     from orphans where orphans.id = jobs.id`,
    [held],
  );
};

/**
 * What a minute does to a worker that is dead or frozen: its leases run out.
 *
 * @param locked what to do about rows that are locked: a frozen worker keeps its locks, those of a dead one are gone soon
 */
const lapse = async ({ held }: Member, locked: 'skip locked' | '' = ''): Promise<void> => {
  await database.rows(
    `with leased as (select id from jobs where id = any ($1) and state = 'active' order by id for update ${locked})
     update jobs set lease_until = now() - interval '1 second', send_after = now() from leased where leased.id = jobs.id`,
    [[...held]],
  );
};

/** Another process takes the place of each that has died. */
const replaceTheDead = async (): Promise<void> => {
  for (const dead of faults.stage.crew.dead.splice(0)) {
    await lapse(dead);
    await faults.stage.crew.start(dead.role);
  }
};

const memberAt = ({ name }: Moment): Member => {
  const member = faults.stage.crew.member(name);
  if (member === undefined) throw new Error(`${name} has reached a point and is not there`);
  return member;
};

const whoReaches = async (point: Point, job?: string): Promise<Moment> => {
  const moment = await faults.stage.crew.next(
    found => found.point === point && (job ?? found.job) === found.job,
  );
  if (moment === undefined) throw new Error('it was not waited for');
  return moment;
};

/** The process that first reaches this point with such a job is killed there, and another one takes its place. */
const kill = (point: Point, job?: string) => async () => {
  await faults.stage.crew.kill(memberAt(await whoReaches(point, job)));
  await replaceTheDead();
};

/** A worker is frozen at this point past its lease, another one takes its job over, and then it wakes up. */
const freeze = (point: Point, job: string, wakes: 'beside its successor' | 'too late') => async () => {
  const { crew } = faults.stage;
  const frozen = await whoReaches(point, job);
  const { jobId, name } = frozen;
  const worker = memberAt(frozen);
  worker.process.kill('SIGSTOP');
  const ended = () => hasEnded(`id = '${jobId}'`);
  const wake = async () => {
    worker.process.kill('SIGCONT');
    frozen.go();
    await until(() => worker.held.size === 0, `${name} has come to its end`, LIMIT_MILLISECONDS);
  };
  // One that had stalled too often before, or is to be cancelled, is ended instead of taken over.
  const takenOver = crew.next(
    found => found.point === 'before the effect' && found.jobId === jobId && found.name !== name,
    ended,
  );
  const [successor] = await Promise.all([takenOver, lapse(worker, 'skip locked')]);
  if (wakes === 'beside its successor') await wake();
  successor?.go();
  await until(ended, 'the successor is done', LIMIT_MILLISECONDS);
  if (wakes === 'too late') await wake();
};

const takeDatabaseAway = async (): Promise<void> => {
  const { crew, network } = faults.stage;
  const failures = crew.failures;
  network.cut();
  await until(() => crew.failures >= failures + 2, 'two batches have failed', LIMIT_MILLISECONDS);
  network.mend();
};

const purge = async (): Promise<void> => {
  const { sqs } = faults.stage;
  await sqs.client.send(new PurgeQueueCommand({ QueueUrl: sqs.queueUrl('high-priority') }));
};

const cancelSome = async (): Promise<void> => {
  const rows = await database.rows(
    `select id from jobs where state in ('queued', 'active', 'retrying') order by md5(id::text) limit 3`,
  );
  await jobCancelling.cancel(
    database.db,
    rows.map(({ id }) => String(id)),
  );
};

const points = ['before the effect', 'during the effect', 'after the effect'] as const;
const misfortunes = [
  ...points.map(point => kill(point, inside.name)),
  ...points.map(point => kill(point, outside.name)),
  kill('before the commit'),
  kill('settled'),
  kill('caused'),
  kill('taken'),
  ...points.map(point => freeze(point, inside.name, 'beside its successor')),
  ...points.map(point => freeze(point, outside.name, 'beside its successor')),
  freeze('during the effect', inside.name, 'too late'),
  freeze('after the effect', outside.name, 'too late'),
  ...[takeDatabaseAway, purge, cancelSome],
  ...[takeDatabaseAway, purge, cancelSome],
];

/** One misfortune after the other, each with work under way; at the end a job that kills whoever performs it. */
const night = async (): Promise<void> => {
  for (const strike of random.shuffled(misfortunes)) {
    const struck = strike();
    for (const { name } of [inside, outside]) await produce(name, JOBS);
    await struck;
  }
  await produce(poison.name, 1);
  const dawn = async () => {
    await replaceTheDead();
    return hasEnded('true');
  };
  await until(dawn, 'every job has ended', LIMIT_MILLISECONDS);
};

describe('after a night of misfortunes, with workers, producers and dispatchers in processes of their own', () => {
  let jobs: readonly Row[];

  beforeAll(async () => {
    let isOver = false;
    const time = async () => {
      while (!isOver) await passMinutes();
    };
    const over = night().finally(() => {
      isOver = true;
    });
    await Promise.all([over, time()]);
    jobs = await database.rows(
      `select id, name, state, lease_token is null as free, stalls,
              (select count(*) from moves where job_id = jobs.id and becomes in ('completed', 'failed', 'cancelled')) as ends,
              (select count(*) from effects where job_id = jobs.id) as effects,
              (select count(*) from jobs as child where parent_id = jobs.id) as followers
       from jobs order by id`,
    );
  }, NIGHT_LIMIT_MILLISECONDS);

  it('each cause that was committed has its job, and no other cause has one', async () => {
    const unmatched = await database.rows(
      `select coalesce(causes.id::text, caused.cause) as cause, count(causes.id) as causes, count(caused.cause) as jobs
       from causes
       full join (
         select payload ->> 'cause' as cause from jobs join job_payloads on job_id = id where parent_id is null
       ) as caused on caused.cause = causes.id::text
       group by 1
       having count(causes.id) <> 1 or count(caused.cause) <> 1`,
    );
    expect(unmatched).toEqual([]);
    // A producer that was killed before its answer had committed nothing, or all.
    expect(jobs.length).toBeGreaterThan(misfortunes.length * JOBS);
  });

  it('each job has ended once, and nobody holds it', () => {
    for (const { state, free, ends } of jobs)
      expect([state, free, ends]).toEqual([expect.stringMatching('^(completed|failed|cancelled)$'), true, 1]);
  });

  it('an effect in our database and the job that follows are there once if the job completed, else not at all', () => {
    for (const { name, state, effects, followers } of jobs) {
      const times = name === inside.name && state === 'completed' ? 1 : 0;
      expect([effects, followers]).toEqual([times, times]);
    }
  });

  it('an effect elsewhere was asked for by the one key of its job, so that it happened once', () => {
    const { requests } = faults.stage.effects;
    const ids = jobs.filter(({ name }) => name === outside.name);
    const completed = ids.filter(({ state }) => state === 'completed').map(({ id }) => id);
    expect([...requests.keys()]).toEqual(expect.arrayContaining(completed));
    expect(ids.map(({ id }) => id)).toEqual(expect.arrayContaining([...requests.keys()]));
  });

  it('nobody has moved a job that another held, unless its lease was over', async () => {
    const wrong = await database.rows(
      `select * from (
         select *, lag(by) over (partition by job_id order by number) as holder from moves
       ) as held
       where was = 'active' and by <> holder and not lease_was_over`,
    );
    expect(wrong).toEqual([]);
  });

  it('the job that kills its workers has failed, and nearly all others have completed', () => {
    expect(jobs.filter(({ name }) => name === poison.name)).toMatchObject([{ state: 'failed', stalls: 4 }]);
    const completed = jobs.filter(({ state }) => state === 'completed');
    expect(completed.length).toBeGreaterThan(jobs.length * 0.8);
  });

  it('the night was bad: messages lost and doubled, jobs taken over, effects asked for again', async () => {
    const { unruly, effects } = faults.stage;
    expect(Math.min(unruly.counts.lost, unruly.counts.doubled)).toBeGreaterThan(10);
    const stalls = await database.value(`select count(*) from job_attempts where outcome = 'stalled'`);
    expect(stalls).toBeGreaterThan(20);
    expect([...effects.requests.values()].filter(count => count > 1).length).toBeGreaterThan(2);
  });
});
