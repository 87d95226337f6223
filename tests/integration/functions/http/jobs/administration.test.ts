import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { handler as cancelAll } from '../../../../../functions/http/jobs/cancel-all.ts';
import { handler as cancel } from '../../../../../functions/http/jobs/cancel.ts';
import { handler as get } from '../../../../../functions/http/jobs/get.ts';
import { handler as listDeadLetters } from '../../../../../functions/http/jobs/list-dead-letters.ts';
import { handler as listQueues } from '../../../../../functions/http/jobs/list-queues.ts';
import { handler as list } from '../../../../../functions/http/jobs/list.ts';
import { handler as pauseQueue } from '../../../../../functions/http/jobs/pause-queue.ts';
import { handler as redriveQueue } from '../../../../../functions/http/jobs/redrive-queue.ts';
import { handler as resumeQueue } from '../../../../../functions/http/jobs/resume-queue.ts';
import { handler as retryAll } from '../../../../../functions/http/jobs/retry-all.ts';
import { handler as retry } from '../../../../../functions/http/jobs/retry.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { createUser } from '../../../../support/builders.ts';
import { useHttp, type HttpRequest } from '../../../../support/http.ts';
import { defineTestJob, insertJob } from '../../../../support/jobs.ts';
import { useDatabase } from '../../../../support/use-database.ts';
import { useQueues } from '../../../../support/use-queues.ts';

/** What the routes of jobs and queues have in common: who may use them, and what they refuse to read. */

const database = useDatabase();
const { call } = useHttp(database);
useQueues();
type Handler = Parameters<typeof call>[0];

const job = defineTestJob();
let admin: Principal;
let jobId: string;

beforeAll(async () => {
  admin = await createUser(database.db, { role: 'admin' });
});
beforeEach(async () => {
  jobId = await insertJob(database.db, job);
});

const aJob = (): HttpRequest => ({ params: { jobId } });
const aQueue = (): HttpRequest => ({ params: { queue: 'email' } });
/** Each route with a request that an administrator may make. */
const routes = [
  ['GET /jobs', list, () => ({})],
  ['GET /jobs/{jobId}', get, aJob],
  ['POST /jobs/{jobId}/retry', retry, aJob],
  ['POST /jobs/{jobId}/cancel', cancel, aJob],
  ['POST /jobs/retry', retryAll, () => ({ body: { name: job.name } })],
  ['POST /jobs/cancel', cancelAll, () => ({ body: { name: job.name } })],
  ['GET /queues', listQueues, () => ({})],
  ['POST /queues/{queue}/pause', pauseQueue, aQueue],
  ['POST /queues/{queue}/resume', resumeQueue, aQueue],
  ['GET /queues/{queue}/dead-letters', listDeadLetters, aQueue],
  ['POST /queues/{queue}/redrive', redriveQueue, () => ({ ...aQueue(), body: {} })],
] as const satisfies readonly (readonly [string, Handler, () => HttpRequest])[];

const everything = async () => [
  await database.rows('select jobs.*, xmin::text from jobs order by id'),
  await database.rows('select * from paused_queues'),
];

describe.each(routes)('%s', (_name, handler, request: () => HttpRequest) => {
  it('is for administrators: 403 for others, 401 for nobody, and neither changes anything', async () => {
    const before = await everything();
    const customer = await createUser(database.db);
    expect(await call(handler, { ...request(), as: customer })).toMatchObject({
      status: 403,
      body: { code: 'auth.forbidden' },
    });
    expect(await call(handler, request())).toMatchObject({ status: 401, body: { code: 'auth.required' } });
    expect(await everything()).toEqual(before);
  });

  it('is closed at once to one who is no longer an administrator', async () => {
    const former = await createUser(database.db, { role: 'admin' });
    await database.rows(`update users set role = 'user' where id = $1`, [former.userId]);
    expect((await call(handler, { ...request(), as: former })).status).toBe(401);
  });
});

describe('a job that does not exist', () => {
  it.each([
    ['GET', get],
    ['retry', retry],
    ['cancel', cancel],
  ])('is a 404 to %s', async (_name, handler) => {
    expect(await call(handler, { as: admin, params: { jobId: randomUUID() } })).toMatchObject({
      status: 404,
      body: { code: 'job.not_found' },
    });
  });
});

describe('a request that makes no sense is a 400 that names the field', () => {
  const cases: readonly (readonly [string, Handler, HttpRequest, string])[] = [
    ['a job id that is none', get, { params: { jobId: 'x' } }, '/path/jobId'],
    ['a job id that is none', retry, { params: { jobId: 'x' } }, '/path/jobId'],
    ['a job id that is none', cancel, { params: { jobId: 'x' } }, '/path/jobId'],
    ['a queue that is none', pauseQueue, { params: { queue: 'x' } }, '/path/queue'],
    ['a queue that is none', resumeQueue, { params: { queue: 'x' } }, '/path/queue'],
    ['a queue that is none', listDeadLetters, { params: { queue: 'x' } }, '/path/queue'],
    ['a queue that is none', redriveQueue, { params: { queue: 'x' }, body: {} }, '/path/queue'],
    ['a state that is none', list, { query: { state: 'failed,lost' } }, '/query/state/1'],
    ['a queue that is none', list, { query: { queue: 'x' } }, '/query/queue'],
    ['an empty name', list, { query: { name: '' } }, '/query/name'],
    ['a time that is none', list, { query: { createdAfter: 'yesterday' } }, '/query/createdAfter'],
    [
      'a time that is none',
      list,
      { query: { createdBefore: '2026-13-01T00:00:00Z' } },
      '/query/createdBefore',
    ],
    ['a payload that is no JSON', list, { query: { payload: '{"orderId":' } }, '/query/payload'],
    ['a payload that is no object', list, { query: { payload: '[1]' } }, '/query/payload'],
    ['a payload that names nothing', list, { query: { payload: '{}' } }, '/query/payload'],
    ['a payload that cannot be stored', list, { query: { payload: '{"a":"\\u0000"}' } }, '/query/payload'],
    ['a payload with a field twice', list, { query: { payload: '{"a":1,"a":2}' } }, '/query/payload'],
    ['a page too large', list, { query: { limit: '101' } }, '/query/limit'],
    ['a cursor of something else', list, { query: { cursor: 'eA' } }, '/query/cursor'],
    ['an unknown field', list, { query: { status: 'failed' } }, '/query/status'],
    [
      'too many dead letters',
      listDeadLetters,
      { ...aQueueNamed('email'), query: { limit: '101' } },
      '/query/limit',
    ],
    ['nothing at all', retryAll, { body: {} }, '/body'],
    ['nothing at all', cancelAll, { body: {} }, '/body'],
    ['a state that cannot be retried', retryAll, { body: { state: ['active'] } }, '/body/state/0'],
    ['a state that cannot be cancelled', cancelAll, { body: { state: ['failed'] } }, '/body/state/0'],
    ['no state', retryAll, { body: { state: [] } }, '/body/state'],
    ['an id that is none', retryAll, { body: { ids: ['x'] } }, '/body/ids/0'],
    ['no ids', cancelAll, { body: { ids: [] } }, '/body/ids'],
    ['a queue that is none', retryAll, { body: { queue: 'x' } }, '/body/queue'],
    ['an empty name', cancelAll, { body: { name: '' } }, '/body/name'],
    ['a payload that names nothing', cancelAll, { body: { payload: {} } }, '/body/payload'],
    ['a time that is none', cancelAll, { body: { createdAfter: 1 } }, '/body/createdAfter'],
    ['a time that is none', retryAll, { body: { createdBefore: 'x' } }, '/body/createdBefore'],
    ['an unknown field', retryAll, { body: { status: 'failed' } }, '/body/status'],
    [
      'no message ids',
      redriveQueue,
      { ...aQueueNamed('email'), body: { messageIds: [] } },
      '/body/messageIds',
    ],
    [
      'a wish that is none',
      redriveQueue,
      { ...aQueueNamed('email'), body: { foreign: 'eat' } },
      '/body/foreign',
    ],
  ];

  it.each(cases.map(([what, handler, request, pointer]) => [what, pointer, handler, request] as const))(
    '%s: %s',
    async (_what, pointer, handler, request) => {
      const before = await everything();
      const { status, body } = await call(handler, { ...request, as: admin });
      expect({ status, body }).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
      expect((body as { errors: { pointer: string }[] }).errors.map(error => error.pointer)).toContain(
        pointer,
      );
      expect(await everything()).toEqual(before);
    },
  );
});

function aQueueNamed(queue: string): HttpRequest {
  return { params: { queue } };
}

describe('a body that cannot be read', () => {
  const bodies = [
    ['POST /jobs/retry', retryAll, {}],
    ['POST /jobs/cancel', cancelAll, {}],
    ['POST /queues/{queue}/redrive', redriveQueue, aQueueNamed('email')],
  ] as const;

  it.each(bodies)('is a 415 at %s when it is not called JSON', async (_name, handler, request) => {
    const headers = { 'content-type': 'text/plain' };
    expect((await call(handler, { ...request, as: admin, headers, text: '{}' })).status).toBe(415);
  });

  it.each(bodies)('is a 400 at %s when it is no JSON', async (_name, handler, request) => {
    const headers = { 'content-type': 'application/json' };
    expect(await call(handler, { ...request, as: admin, headers, text: '{' })).toMatchObject({
      status: 400,
      body: { code: 'request.malformed_json' },
    });
  });

  it.each(bodies)('is a 413 at %s when it is too large', async (_name, handler, request) => {
    const body = { payload: { note: 'x'.repeat(300_000) } };
    expect((await call(handler, { ...request, as: admin, body })).status).toBe(413);
  });
});
