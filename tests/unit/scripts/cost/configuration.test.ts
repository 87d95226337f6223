import { expect, it } from '@jest/globals';
import { readConfiguration } from '../../../../scripts/cost/configuration.ts';
import { templates } from './templates.ts';

const configuration = readConfiguration(templates(768));

it('reads the memory of each function by its key', () => {
  expect(configuration.memoryMegabytes).toMatchObject({ ordersPlace: 768, queueHighPriority: 768 });
});

it('reads batch, window and concurrency of each queue by the name that jobs give it', () => {
  expect(configuration.queues).toMatchObject({
    'high-priority': { function: 'queueHighPriority', batchSize: 10, windowSeconds: 0, concurrency: 10 },
    'low-priority': { function: 'queueLowPriority', batchSize: 10, windowSeconds: 2, concurrency: 5 },
    email: { function: 'queueEmail', batchSize: 1, windowSeconds: 0, concurrency: 5 },
  });
});

it('counts the runs of a schedule in a month', () => {
  expect(configuration.schedules).toEqual([{ function: 'dispatchJobs', runsAMonth: 30 * 24 * 60 }]);
});

it('counts an alarm on a formula by its metrics, as AWS bills it', () => {
  expect(configuration.alarmMetrics).toBe(3);
  expect(configuration.dashboards).toBe(1);
});

it('reads throttling and the size of pools', () => {
  expect(configuration).toMatchObject({ httpRate: 200, realtimeRate: 300, poolSize: 2 });
});

it('refuses templates that do not say what is asked', () => {
  const [base] = templates();
  expect(() => readConfiguration(base === undefined ? [] : [base])).toThrow();
});
