import { randomUUID } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import { ok } from 'neverthrow';
import { createContainer } from '../../../lib/app/container.ts';
import type { InvocationContext } from '../../../lib/app/invocation.ts';
import { databaseModule, dispatcherModule, queueModule } from '../../../lib/app/platform.modules.ts';
import { queueHandler } from '../../../lib/app/queue-handler.ts';
import { noInput, scheduleHandler } from '../../../lib/app/schedule-handler.ts';
import { config } from '../../../lib/platform/config/config.ts';
import * as sections from '../../../lib/platform/config/sections.ts';
import { sharedDatabase } from '../../../lib/platform/db/shared-database.ts';
import { withTransaction } from '../../../lib/platform/db/transaction.ts';
import type { Database } from '../../../lib/platform/db/database.ts';
import { createEnqueueJobs } from '../../../lib/platform/jobs/enqueue.ts';
import { newJob } from '../../../lib/platform/jobs/job.ts';
import { completed, settled } from '../../../lib/platform/jobs/outcome.ts';
import { perform } from '../../../lib/platform/jobs/performer.ts';
import { queueUrl } from '../../../lib/platform/jobs/sqs-client.ts';
import { createSqsSender } from '../../../lib/platform/jobs/sqs-sender.ts';
import { readWakeUp, type WakeUp } from '../../../lib/platform/jobs/wake-up.ts';
import { createLog, type Log } from '../../../lib/platform/log/log.ts';
import { EventSourceMapping } from '../../../local/event-source-mapping.ts';
import {
  after,
  faultJobs,
  inside,
  outside,
  poison,
  type Order,
  type Point,
  type Report,
} from './fault-jobs.ts';

/** A process of its own that enqueues, dispatches or works, by its first argument; the test decides how far it gets. */

const [role, name = ''] = process.argv.slice(2);
const log = createLog('silent');
const waiting = new Map<string, () => void>();

const tell = (report: Report): void => void process.send?.(report);

/** Waits until the test lets it go on from here, if ever. */
const reach = (point: Point, job: string, jobId: string): Promise<void> =>
  new Promise(resolve => {
    waiting.set(`${point} ${jobId}`, resolve);
    tell({ kind: 'reached', point, job, jobId });
  });

const contextOf = (): InvocationContext => {
  const used: Partial<InvocationContext> = {
    functionName: name,
    awsRequestId: randomUUID(),
    getRemainingTimeInMillis: () => 30_000,
  };
  return used as InvocationContext;
};

/** A sender that stops before it sends. */
const senderAt = (point: Point) => ({
  ...queueModule,
  wakeUps: (deps: { readonly log: Log }) => ({
    send: async (wakeUps: readonly WakeUp[]) => {
      const [first] = wakeUps;
      if (first !== undefined) await reach(point, '', first.jobId);
      await createSqsSender(deps).send(wakeUps);
    },
  }),
});

const performers = [
  perform(inside, ({ db }: { readonly db: Database }) => async ({ cause }, attempt) => {
    const at = (point: Point) => reach(point, inside.name, attempt.jobId);
    await at('before the effect');
    await withTransaction(db, async tx => {
      await tx.query('insert into effects (job_id, worker) values ($1, $2)', [attempt.jobId, name]);
      await at('during the effect');
      const outcome = await attempt.complete(tx, { next: [newJob(after, { cause })] });
      await at('before the commit');
      return ok(outcome);
    });
    await at('after the effect');
    return settled;
  }),
  perform(after, () => async () => completed()),
  perform(outside, () => async (_payload, { jobId }) => {
    await reach('before the effect', outside.name, jobId);
    const headers = { 'idempotency-key': jobId, from: name };
    const answer = await fetch(String(process.env['EFFECT_URL']), { method: 'POST', headers });
    await answer.text();
    await reach('after the effect', outside.name, jobId);
    return completed();
  }),
  perform(poison, () => async () => {
    process.kill(process.pid, 'SIGKILL');
    return new Promise(() => undefined);
  }),
];

/** Polls its queue as Lambda does, one batch at a time. */
const work = (): void => {
  const handler = queueHandler(createContainer(databaseModule, queueModule), performers);
  new EventSourceMapping({
    source: {
      functionName: 'faults',
      timeoutSeconds: 30,
      queue: 'high-priority',
      batchSize: 10,
      windowSeconds: 0,
      maximumConcurrency: 1,
      reportsItemFailures: true,
    },
    queueUrl: queueUrl('high-priority'),
    queueArn: 'arn:aws:sqs:us-east-1:000000000000:high-priority',
    region: 'us-east-1',
    sqs: new SQSClient({ endpoint: config(sections.queues).SQS_ENDPOINT ?? '' }),
    invoke: async event => {
      const jobIds = event.Records.flatMap(({ body }) => readWakeUp(body) ?? []);
      tell({ kind: 'received', jobIds });
      try {
        const result = await handler({ Records: [...event.Records] }, contextOf());
        await reach('settled', '', jobIds[0] ?? '');
        tell({ kind: 'handled', jobIds });
        return { ok: true, result };
      } catch (error) {
        tell({ kind: 'failed', jobIds });
        return { ok: false, reason: String(error) };
      }
    },
    report: { line: () => undefined, warn: () => undefined, step: (_name, step) => step() },
  });
};

/** Commits a cause with its jobs. */
const cause = async (job: string, count: number): Promise<void> => {
  const definition = faultJobs.find(candidate => candidate.name === job) ?? inside;
  const enqueueJobs = createEnqueueJobs({ wakeUps: senderAt('caused').wakeUps({ log }) });
  await withTransaction(sharedDatabase(log), async tx => {
    const causes = Array.from({ length: count }, () => randomUUID());
    await tx.query('insert into causes (id) select unnest($1::uuid[])', [causes]);
    await enqueueJobs(
      tx,
      causes.map(id => newJob(definition, { cause: id })),
    );
    return ok(undefined);
  });
};

const dispatchJobs = scheduleHandler(
  noInput,
  createContainer(databaseModule, senderAt('taken'), dispatcherModule),
  ({ upkeep }, _input, signal) => upkeep.run(signal),
);

const obey = async (order: Order): Promise<void> => {
  if (order.kind === 'go') {
    waiting.get(`${order.point} ${order.jobId}`)?.();
    return;
  }
  const asked = order.kind === 'cause' ? cause(order.job, order.count) : dispatchJobs({}, contextOf());
  await asked.catch(() => undefined);
  tell({ kind: 'done' });
};

process.on('message', (order: Order) => {
  obey(order).catch(() => process.exit(1));
});
// A test that is over, or was killed itself, leaves nobody behind.
process.on('disconnect', () => process.exit());
if (role === 'worker') work();
tell({ kind: 'ready' });
