import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { queueNames, type QueueName } from '../../../../../lib/platform/jobs/job.ts';
import { createSqsSender } from '../../../../../lib/platform/jobs/sqs-sender.ts';
import { readWakeUp, type WakeUp } from '../../../../../lib/platform/jobs/wake-up.ts';
import { setQueueEnvironment } from '../../../../support/environment.ts';
import { recordLog } from '../../../../support/fakes.ts';
import { startTestSqs, type TestSqs } from '../../../../support/sqs.ts';

let sqs: TestSqs<QueueName>;

beforeAll(async () => {
  sqs = await startTestSqs(queueNames);
  // Nobody has made a queue of this name.
  setQueueEnvironment({
    ...sqs,
    queueUrls: { ...sqs.queueUrls, reports: `${sqs.queueUrls.reports}-missing` },
  });
});
beforeEach(() => {
  sqs.empty();
});
afterAll(() => sqs.stop());

const wakeUp = (queue: QueueName, more: Partial<WakeUp> = {}): WakeUp => ({
  jobId: randomUUID(),
  queue,
  groupId: null,
  delaySeconds: 0,
  ...more,
});
const jobsIn = (queue: QueueName) => sqs.bodies(queue).map(readWakeUp).sort();
const idsOf = (wakeUps: readonly WakeUp[]) => wakeUps.map(({ jobId }) => jobId).sort();

describe('the SQS sender', () => {
  it('sends each wake-up to its queue, and a worker can read it', async () => {
    const log = recordLog();
    const queues = queueNames.filter(queue => queue !== 'reports');
    const all = queues.map(queue => wakeUp(queue, { groupId: 'customer-1' }));
    await createSqsSender(log).send(all);
    expect(queues.map(jobsIn)).toEqual(all.map(({ jobId }) => [jobId]));
    expect(log.lines).toEqual([]);
  });

  it('sends more than one call takes', async () => {
    const all = Array.from({ length: 23 }, () => wakeUp('email'));
    await createSqsSender(recordLog()).send(all);
    expect(jobsIn('email')).toEqual(idsOf(all));
  });

  it('has a message held back for exactly its delay', async () => {
    const sentAt = Date.now();
    await createSqsSender(recordLog()).send([wakeUp('email', { delaySeconds: 900 }), wakeUp('email')]);
    const heldUntil = sqs.delays('email').map(until => (until - sentAt) / 1000);
    expect(heldUntil).toEqual([expect.closeTo(900, 0)]);
  });

  it('sends nothing for nothing', async () => {
    await createSqsSender(recordLog()).send([]);
    expect(queueNames.flatMap(jobsIn)).toEqual([]);
  });

  it('logs what SQS refuses, sends the rest and throws nothing', async () => {
    const log = recordLog();
    const taken = wakeUp('email');
    await createSqsSender(log).send([wakeUp('reports'), taken]);
    expect(jobsIn('email')).toEqual([taken.jobId]);
    expect(log.lines).toMatchObject([{ event: 'job.send_failed', queue: 'reports', failed: 1 }]);
  });
});
