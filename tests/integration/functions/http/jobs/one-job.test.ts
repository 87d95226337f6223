import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ok } from 'neverthrow';
import { handler as cancel } from '../../../../../functions/http/jobs/cancel.ts';
import { handler as get } from '../../../../../functions/http/jobs/get.ts';
import { handler as retryFunction } from '../../../../../functions/http/jobs/retry.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { withTransaction } from '../../../../../lib/platform/db/transaction.ts';
import { newJob, type EnqueueOptions } from '../../../../../lib/platform/jobs/job.ts';
import {
  completed,
  discard,
  retry,
  settled,
  type Outcome,
} from '../../../../../lib/platform/jobs/outcome.ts';
import type { Attempt } from '../../../../../lib/platform/jobs/performer.ts';
import { inTrace } from '../../../../../lib/platform/trace/trace.ts';
import { createUser } from '../../../../support/builders.ts';
import { createGate } from '../../../../support/fakes.ts';
import { useHttp } from '../../../../support/http.ts';
import { defineTestJob, insertJob, makeDue, performing, workerFor } from '../../../../support/jobs.ts';
import { useDatabase } from '../../../../support/use-database.ts';
import { useQueues } from '../../../../support/use-queues.ts';

const database = useDatabase();
const { call } = useHttp(database);
const queues = useQueues();
const job = defineTestJob({ queue: 'email' });
let admin: Principal;

beforeAll(async () => {
  admin = await createUser(database.db, { role: 'admin' });
});
beforeEach(() => {
  queues.empty();
});

const insert = (options?: EnqueueOptions, definition = job) => insertJob(database.db, definition, options);
const work = (id: string, attempt: (current: Attempt) => Promise<Outcome>) =>
  workerFor(database.db, [performing(job, async (_payload, current) => attempt(current))]).work([id]);
const send = (handler: Parameters<typeof call>[0], jobId: string) =>
  call(handler, { as: admin, params: { jobId } });
const detailsOf = async (id: string) => (await send(get, id)).body;
const data = (fields: object) => ({ data: expect.objectContaining(fields) as unknown });

describe('GET /jobs/{jobId}', () => {
  it('shows the payload, the result and the times of a job that completed', async () => {
    const id = await insert();
    await database.rows(`update jobs set run_at = now() - interval '30 seconds' where id = $1`, [id]);
    await work(id, async attempt => {
      await attempt.progress(0.5);
      return completed({ sent: true });
    });
    const { status, body } = await send(get, id);
    expect(status).toBe(200);
    expect(body).toEqual(
      data({
        id,
        name: job.name,
        queue: 'email',
        state: 'completed',
        progress: 1,
        payload: { note: 'hello' },
        result: { sent: true },
        attempts: [],
        parent: null,
        children: [],
        dependencies: [],
        dependents: [],
      }),
    );
    const { waitedSeconds, ranSeconds } = (body as { data: Record<string, number> }).data;
    expect(waitedSeconds).toBeCloseTo(30, 0);
    expect(ranSeconds).toBeGreaterThan(0);
    expect(ranSeconds).toBeLessThan(5);
  });

  it('shows every attempt that failed, with its reason and time, the oldest first', async () => {
    const id = await insert();
    await work(id, async () => retry('no answer'));
    await makeDue(database.db, id);
    await work(id, async () => discard('no such mailbox'));
    expect(await detailsOf(id)).toEqual(
      data({
        state: 'failed',
        attempt: 2,
        lastReason: 'no such mailbox',
        attempts: [
          { attempt: 1, outcome: 'retry', reason: 'no answer', at: expect.any(String) },
          { attempt: 2, outcome: 'discard', reason: 'no such mailbox', at: expect.any(String) },
        ],
      }),
    );
  });

  it('shows where a job comes from, what came of it, and what waits for what', async () => {
    const parent = await insert();
    const child = newJob(job, { note: 'child' });
    await work(parent, async attempt => {
      await withTransaction(database.db, async tx => ok(await attempt.complete(tx, { next: [child] })));
      return settled;
    });
    const other = await insert();
    const waiting = await insert({ dependsOn: [child.id, other] });
    const reference = (id: string, state: string) => ({ id, name: job.name, queue: 'email', state });
    expect(await detailsOf(parent)).toEqual(
      data({ parent: null, children: [reference(child.id, 'queued')] }),
    );
    expect(await detailsOf(child.id)).toEqual(
      data({ parent: reference(parent, 'completed'), dependents: [reference(waiting, 'scheduled')] }),
    );
    const dependencies = [child.id, other].sort().map(id => reference(id, 'queued'));
    expect(await detailsOf(waiting)).toEqual(data({ dependencies, runAt: null, waitedSeconds: null }));
  });

  it('shows the trace that a job belongs to, by which its log lines are found', async () => {
    const [none, traceId] = [await insert(), '4bf92f3577b34da6a3ce929d0e0e4736'];
    const trace = { traceId, spanId: '00f067aa0ba902b7', sampled: false };
    const caused = await inTrace(trace, () => insert());
    expect(await detailsOf(caused)).toEqual(data({ traceId }));
    expect(await detailsOf(none)).toEqual(data({ traceId: null }));
  });

  it('shows no times for a job that has not begun', async () => {
    expect(await detailsOf(await insert())).toEqual(
      data({ startedAt: null, finishedAt: null, waitedSeconds: null, ranSeconds: null, result: null }),
    );
  });
});

describe('POST /jobs/{jobId}/retry', () => {
  it('has a failed job performed again, with a message at once', async () => {
    const id = await insert();
    await work(id, async () => discard('no'));
    const { status, body } = await send(retryFunction, id);
    expect(status).toBe(200);
    expect(body).toEqual(data({ id, state: 'queued', attempt: 0, finishedAt: null, lastReason: 'no' }));
    expect(queues.bodies('email')).toEqual([JSON.stringify({ jobId: id })]);
  });

  it.each(['scheduled', 'queued', 'retrying', 'active', 'completed'])(
    'is a 409 for a %s job',
    async state => {
      const id = await insert();
      await database.rows(
        `update jobs set state = $2, lease_token = case when $2 = 'active' then gen_random_uuid() end where id = $1`,
        [id, state],
      );
      expect(await send(retryFunction, id)).toMatchObject({
        status: 409,
        body: { code: 'job.not_retryable', detail: expect.stringContaining(state) },
      });
      expect(queues.bodies('email')).toEqual([]);
    },
  );

  it('is a 409 while a live job has the same unique key', async () => {
    const unique = defineTestJob({ queue: 'email' });
    const id = await insert({ uniqueKey: 'k' }, unique);
    await send(cancel, id);
    await insert({ uniqueKey: 'k' }, unique);
    expect(await send(retryFunction, id)).toMatchObject({
      status: 409,
      body: { code: 'job.unique_key_taken' },
    });
    expect(await detailsOf(id)).toEqual(data({ state: 'cancelled' }));
  });
});

describe('POST /jobs/{jobId}/cancel', () => {
  it('ends a job that waits, with those that wait for it', async () => {
    const id = await insert({ delaySeconds: 3600 });
    const child = await insert({ dependsOn: [id] });
    const { status, body } = await send(cancel, id);
    expect(status).toBe(200);
    expect(body).toEqual(data({ id, state: 'cancelled', finishedAt: expect.any(String) }));
    expect(await detailsOf(child)).toEqual(data({ state: 'cancelled' }));
  });

  it('asks a job at work to stop', async () => {
    const id = await insert();
    const gate = createGate();
    const started = createGate();
    const working = work(id, async () => {
      started.open();
      await gate.passed;
      return retry('stopped');
    });
    await started.passed;
    expect(await send(cancel, id)).toMatchObject({
      status: 200,
      body: data({ state: 'active', cancelRequested: true }),
    });
    gate.open();
    await working;
    expect(await detailsOf(id)).toEqual(data({ state: 'cancelled' }));
  });

  it('may be repeated', async () => {
    const id = await insert();
    await send(cancel, id);
    expect(await send(cancel, id)).toMatchObject({ status: 200, body: data({ state: 'cancelled' }) });
  });

  it.each([
    ['completed', completed()],
    ['failed', discard('no')],
  ])('is a 409 for a job that has %s', async (state, outcome) => {
    const id = await insert();
    await work(id, async () => outcome);
    expect(await send(cancel, id)).toMatchObject({
      status: 409,
      body: { code: 'job.has_ended', detail: expect.stringContaining(state) },
    });
    expect(await detailsOf(id)).toEqual(data({ state }));
  });
});
