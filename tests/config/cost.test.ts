import { createRequire } from 'node:module';
import { beforeAll, expect, it } from '@jest/globals';
import { readConfiguration, type Configuration } from '../../scripts/cost/configuration.ts';
import { estimate } from '../../scripts/cost/estimate.ts';
import { readOptions } from '../../scripts/cost/workload.ts';
import { synthesise } from '../../scripts/templates/synthesise.ts';
import { queueNames } from '../../lib/platform/jobs/job.ts';

const { stages } = createRequire(import.meta.url)('../../config/stages.cjs') as {
  readonly stages: Readonly<Record<'prod', Record<string, unknown>>>;
};
let configuration: Configuration;

beforeAll(async () => {
  configuration = readConfiguration([
    await synthesise('serverless.yml', 'prod'),
    await synthesise('serverless.api.yml', 'prod'),
  ]);
});

it('the calculator reads what the stage is deployed with', () => {
  const { memoryMegabytes, httpRate, realtimeRate } = stages.prod;
  expect(configuration).toMatchObject({ httpRate, realtimeRate, poolSize: 2 });
  expect(configuration.memoryMegabytes).toMatchObject({ ordersPlace: memoryMegabytes, reportsGet: 1024 });
  expect(Object.keys(configuration.queues).sort()).toEqual([...queueNames].sort());
  expect(configuration.schedules).toContainEqual({ function: 'dispatchJobs', runsAMonth: 43_200 });
});

it('every function and queue that the calculator counts on is deployed', () => {
  const everything = ['--orders=1', '--messages=1', '--jobs=1', '--connected-hours=1', '--requests=1'];
  const few = estimate(readOptions(everything).workload, configuration);
  const many = estimate(readOptions([...everything, '--listeners=1e4']).workload, configuration);
  expect(few.total).toBeGreaterThan(0);
  expect(many.total).toBeGreaterThan(few.total);
});
