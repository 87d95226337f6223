import { beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { createContainer } from '../../../../../lib/app/container.ts';
import { databaseModule, dispatcherModule, queueModule } from '../../../../../lib/app/platform.modules.ts';
import { queueHandler } from '../../../../../lib/app/queue-handler.ts';
import { noInput, scheduleHandler } from '../../../../../lib/app/schedule-handler.ts';
import { newJob } from '../../../../../lib/platform/jobs/job.ts';
import { completed } from '../../../../../lib/platform/jobs/outcome.ts';
import { setEnvironment } from '../../../../support/environment.ts';
import { recordWakeUps, type RecordedSender } from '../../../../support/fakes.ts';
import { lambdaContext } from '../../../../support/http.ts';
import {
  defineTestJob,
  enqueueAll,
  insertMany,
  performing,
  useEffects,
  workerFor,
} from '../../../../support/jobs.ts';
import { capturePrinted } from '../../../../support/printed.ts';
import { observe } from '../../../../support/statements.ts';
import { useDatabase } from '../../../../support/use-database.ts';
import { recordOf, useQueues } from '../../../../support/use-queues.ts';

const BATCHES = 10;
const BATCH_SIZE = 10;

const database = useDatabase();
const queues = useQueues();
const effects = useEffects(database);
capturePrinted();
let wakeUps: RecordedSender;

beforeAll(() => {
  setEnvironment({ STAGE: 'local', LOG_LEVEL: 'silent', DATABASE_URL: database.url });
});
beforeEach(() => {
  wakeUps = recordWakeUps();
  queues.empty();
});

/** The statements that go through the driver while some work is done, whoever sends them. */
const sentDuring = async (work: () => Promise<unknown>): Promise<readonly string[]> => {
  const query = jest.spyOn(pg.Client.prototype, 'query');
  try {
    await work();
    return query.mock.calls.map(([statement]) => (statement as unknown as { text: string }).text);
  } finally {
    query.mockRestore();
  }
};
const nameOf = (text: string): string => /^\s*-- ([\w.]+)/.exec(text)?.[1] ?? text;

/** A minute of a queue: its jobs come in batches of ten to its function, and the upkeep runs once. */
const minuteOf = async (handler: ReturnType<typeof queueHandler>, ids: readonly string[]): Promise<void> => {
  for (let first = 0; first < ids.length; first += BATCH_SIZE) {
    const Records = ids.slice(first, first + BATCH_SIZE).map(jobId => recordOf(JSON.stringify({ jobId })));
    expect(await handler({ Records }, lambdaContext())).toEqual({ batchItemFailures: [] });
  }
  const upkeepModules = createContainer(databaseModule, queueModule, dispatcherModule);
  await scheduleHandler(noInput, upkeepModules, ({ upkeep }, _input, signal) => upkeep.run(signal))(
    {},
    lambdaContext(),
  );
};
const countEnds = () => database.value(`select count(*) from jobs where state = 'completed'`);

describe('what a job costs in statements', () => {
  it('is at most 0.35, all told: claim, settlement, the look for who watches, and the upkeep', async () => {
    const definition = defineTestJob();
    const handler = queueHandler(createContainer(databaseModule, queueModule), [
      performing(definition, async () => completed({ ok: true })),
    ]);
    const ids = await insertMany(database.db, definition, BATCHES * BATCH_SIZE);
    const sent = await sentDuring(() => minuteOf(handler, ids));
    expect(await countEnds()).toBe(ids.length);
    const counts = Map.groupBy(sent, nameOf);
    expect(counts.get('jobs.claim')).toHaveLength(BATCHES);
    expect(counts.get('jobs.settle')).toHaveLength(BATCHES);
    expect(sent.length / ids.length).toBeLessThanOrEqual(0.35);
  });

  it('is at most 0.35 beside the transaction of the effect, of which the completion is one statement', async () => {
    const definition = defineTestJob();
    const handler = queueHandler(createContainer(databaseModule, queueModule), [
      performing(definition, async (_payload, attempt) => effects.complete('me', attempt)),
    ]);
    const ids = await insertMany(database.db, definition, BATCHES * BATCH_SIZE);
    const sent = await sentDuring(() => minuteOf(handler, ids));
    const ofTheEffects = sent.filter(text =>
      /^(begin|commit|insert into effects|-- jobs.complete)/.test(text),
    );
    expect(ofTheEffects).toHaveLength(4 * ids.length);
    expect((sent.length - ofTheEffects.length) / ids.length).toBeLessThanOrEqual(0.35);
  });

  it('is one for the insert that rides in the transaction of the cause', async () => {
    const definition = defineTestJob();
    const { db, names } = observe(database.db);
    await enqueueAll(db, wakeUps, [newJob(definition, { note: 'hello' })]);
    expect(names()).toEqual(['begin', 'jobs.insert', 'commit']);
  });

  it('is one for a thousand that are enqueued together', async () => {
    const definition = defineTestJob();
    const { db, names } = observe(database.db);
    const jobs = Array.from({ length: 1000 }, () => newJob(definition, { note: 'hello' }));
    const ids = (await enqueueAll(db, wakeUps, jobs))._unsafeUnwrap();
    expect(ids).toHaveLength(1000);
    expect(names()).toEqual(['begin', 'jobs.insert', 'commit']);
    expect(wakeUps.sent).toHaveLength(1000);
    expect(await database.value('select count(*) from job_payloads where job_id = any ($1)', [ids])).toBe(
      1000,
    );
  });

  it('is four more for a batch of which others wait: a lock, so that no dependent is missed, in a transaction', async () => {
    const definition = defineTestJob();
    const parents = await insertMany(database.db, definition, 2);
    await enqueueAll(database.db, wakeUps, [newJob(definition, { note: 'x' }, { dependsOn: parents })]);
    const { db, names } = observe(database.db);
    await workerFor(db, [performing(definition, async () => completed())]).work(parents);
    expect(names()).toEqual([
      'jobs.claim',
      'jobs.settle_completed',
      'begin',
      'jobs.lock_held',
      'jobs.settle_with_dependents',
      'commit',
    ]);
  });
});
