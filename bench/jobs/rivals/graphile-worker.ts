import { makeWorkerUtils, run, Logger } from 'graphile-worker';
import { numberIn, type JobSystem, type Place } from '../system.ts';
import { openEffects } from './effects.ts';

/** As its page on performance advises. */
const worker = {
  concurrentJobs: 24,
  maxPoolSize: 26,
  localQueue: { size: 500 },
  completeJobBatchDelay: 0,
  failJobBatchDelay: 0,
} as const;

const silent = new Logger(() => () => undefined);

/** graphile-worker, with a local queue and completions in batches. */
export const open = async ({ database }: Place): Promise<JobSystem> => {
  const effects = openEffects(database);
  const utils = await makeWorkerUtils({ pgPool: effects.pool, logger: silent });
  await utils.migrate();
  return {
    addAll: async numbers => {
      await utils.addJobs(numbers.map(number => ({ identifier: 'job', payload: { number } })));
    },
    add: async number => {
      await utils.addJob('job', { number });
    },
    cause: number =>
      effects.insertWith(number, client =>
        client.query({
          name: 'add-job',
          text: `select graphile_worker.add_job('job', payload := $1)`,
          values: [JSON.stringify({ number })],
        }),
      ),
    work: async perform => {
      const runner = await run({
        preset: { worker: { ...worker, connectionString: database, logger: silent } },
        noHandleSignals: true,
        taskList: {
          job: payload => {
            perform(numberIn(payload));
          },
        },
      });
      return () => runner.stop();
    },
    left: async () => {
      const { rows } = await effects.pool.query('select count(*)::integer as jobs from graphile_worker.jobs');
      return rows[0].jobs;
    },
    clear: async () => {
      await effects.pool.query('vacuum graphile_worker._private_jobs');
      await effects.clear();
    },
  };
};
