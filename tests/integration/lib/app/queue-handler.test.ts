import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { createContainer } from '../../../../lib/app/container.ts';
import { queueHandler } from '../../../../lib/app/queue-handler.ts';
import type { Database } from '../../../../lib/platform/db/database.ts';
import { queueNames, type QueueName } from '../../../../lib/platform/jobs/job.ts';
import { completed, retry } from '../../../../lib/platform/jobs/outcome.ts';
import { createSqsSender } from '../../../../lib/platform/jobs/sqs-sender.ts';
import { setEnvironment, setQueueEnvironment } from '../../../support/environment.ts';
import { lambdaContext } from '../../../support/http.ts';
import { defineTestJob, insertJob, insertMany, performing, readJob } from '../../../support/jobs.ts';
import { capturePrinted } from '../../../support/printed.ts';
import { startTestSqs, type TestSqs } from '../../../support/sqs.ts';
import { observe } from '../../../support/statements.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();
const printed = capturePrinted();
const good = defineTestJob({ queue: 'email' });
const failing = defineTestJob({ queue: 'email', backoffSeconds: 40 });
let sqs: TestSqs<QueueName>;

beforeAll(async () => {
  sqs = await startTestSqs(queueNames);
  setQueueEnvironment(sqs);
  setEnvironment({ STAGE: 'local', LOG_LEVEL: 'info' });
});
beforeEach(() => {
  sqs.empty();
});
afterAll(() => sqs.stop());

const handlerOn = (db: Database) =>
  queueHandler(createContainer({ db: () => db, wakeUps: createSqsSender }), [
    performing(good, async () => completed()),
    performing(failing, async () => retry('no luck')),
  ]);

const record = (body: string): SQSRecord => ({
  messageId: randomUUID(),
  receiptHandle: '',
  body,
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: '',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: '',
  awsRegion: '',
});
const wakeUp = (jobId: string) => record(JSON.stringify({ jobId }));
const handle = async (Records: SQSRecord[], db: Database = database.db) => {
  const event: SQSEvent = { Records };
  const { batchItemFailures } = await handlerOn(db)(event, lambdaContext());
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
};
const stateOf = async (id: string) => (await readJob(database.db, id)).state;

describe('a batch of messages', () => {
  it('is handled whole when every job ended, however it ended: the rows know what comes next', async () => {
    const ids = [await insertJob(database.db, good), await insertJob(database.db, failing)];
    expect(await handle(ids.map(wakeUp))).toEqual([]);
    expect(await Promise.all(ids.map(stateOf))).toEqual(['completed', 'retrying']);
  });

  it('has the message of a next attempt sent with its delay', async () => {
    const id = await insertJob(database.db, failing);
    const from = Date.now();
    await handle([wakeUp(id)]);
    expect(sqs.bodies('email')).toEqual([JSON.stringify({ jobId: id })]);
    const [until = 0] = sqs.delays('email');
    expect((until - from) / 1000).toBeGreaterThan(39);
    expect((until - from) / 1000).toBeLessThan(52);
  });

  it.each([
    ['no JSON', 'hello'],
    ['nothing', ''],
    ['JSON of somebody else', '{"Type":"Notification","Message":"{}"}'],
    ['an id that is none', '{"jobId":"7"}'],
    ['a list', '[]'],
  ])('hands back a message that holds %s, and does the work of the others', async (_what, body) => {
    const [id = ''] = await insertMany(database.db, good, 1);
    const foreign = record(body);
    expect(await handle([foreign, wakeUp(id)])).toEqual([foreign.messageId]);
    expect(await stateOf(id)).toBe('completed');
    expect(printed.lines()).toContainEqual(
      expect.objectContaining({
        level: 'error',
        event: 'message.not_understood',
        messageId: foreign.messageId,
      }),
    );
  });

  it('hands back the message of a job that nothing here performs, and keeps its row', async () => {
    const unknown = await insertJob(database.db, defineTestJob({ queue: 'email' }));
    const id = await insertJob(database.db, good);
    const message = wakeUp(unknown);
    expect(await handle([message, wakeUp(id)])).toEqual([message.messageId]);
    expect(await readJob(database.db, unknown)).toMatchObject({
      state: 'queued',
      attempt: 0,
      leased: false,
      finished: false,
    });
    expect(await stateOf(id)).toBe('completed');
  });

  it('does the work of a job once that two of its messages name', async () => {
    const id = await insertJob(database.db, good);
    const { db, names } = observe(database.db);
    expect(await handle([wakeUp(id), wakeUp(id)], db)).toEqual([]);
    expect(names()).toEqual(['jobs.claim', 'jobs.settle_completed']);
    expect((await readJob(database.db, id)).attempt).toBe(1);
  });

  it('is deleted when its jobs are gone, done, taken or not due', async () => {
    const done = await insertJob(database.db, good);
    await handle([wakeUp(done)]);
    const later = await insertJob(database.db, good, { delaySeconds: 300 });
    expect(await handle([wakeUp(done), wakeUp(later), wakeUp(randomUUID())])).toEqual([]);
    expect(await stateOf(later)).toBe('scheduled');
  });

  it('comes back whole when the database cannot be reached', async () => {
    const [id = ''] = await insertMany(database.db, good, 1);
    const { db } = observe(database.db, () => {
      throw new Error('connect ECONNREFUSED');
    });
    await expect(handle([wakeUp(id)], db)).rejects.toThrow('ECONNREFUSED');
    expect(await handle([wakeUp(id)])).toEqual([]);
    expect(await stateOf(id)).toBe('completed');
  });

  it('is leased for longer than the function may run', async () => {
    const [id = ''] = await insertMany(database.db, good, 1);
    const leases: unknown[] = [];
    const looking = performing(good, async () => {
      leases.push(
        await database.value(
          'select extract(epoch from lease_until - now())::float8 from jobs where id = $1',
          [id],
        ),
      );
      return completed();
    });
    const container = createContainer({ db: () => database.db, wakeUps: createSqsSender });
    const context = lambdaContext();
    await queueHandler(container, [looking])({ Records: [wakeUp(id)] }, context);
    expect(Number(leases[0])).toBeGreaterThan(context.getRemainingTimeInMillis() / 1000 + 5);
  });

  it('is logged without what its messages hold', async () => {
    await handle([record('{"password":"hunter2"}')]);
    expect(printed.text()).not.toContain('hunter2');
    expect(printed.lines()).toContainEqual(
      expect.objectContaining({ event: 'invocation.ended', messages: 1 }),
    );
  });
});
