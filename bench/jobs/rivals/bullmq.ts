import { Queue, Worker } from 'bullmq';
import { CONCURRENCY, numberIn, type JobSystem, type Place } from '../system.ts';
import { openEffects } from './effects.ts';

/** BullMQ: jobs are removed when they have completed, as in production. */
export const open = async ({ redisPort, database }: Place): Promise<JobSystem> => {
  const effects = openEffects(database);
  const connection = { host: '127.0.0.1', port: redisPort };
  const queue = new Queue('jobs', { connection, defaultJobOptions: { removeOnComplete: true } });
  await queue.waitUntilReady();
  return {
    addAll: async numbers => {
      await queue.addBulk(numbers.map(number => ({ name: 'job', data: { number } })));
    },
    add: async number => {
      await queue.add('job', { number });
    },
    cause: async number => {
      await effects.insert(number);
      await queue.add('job', { number });
    },
    work: async perform => {
      const worker = new Worker(
        'jobs',
        ({ data }) => {
          perform(numberIn(data));
          return Promise.resolve();
        },
        { connection, concurrency: CONCURRENCY.single },
      );
      await worker.waitUntilReady();
      return () => worker.close();
    },
    left: () => queue.getJobCountByTypes('waiting', 'active', 'delayed', 'prioritized'),
    clear: () => effects.clear(),
  };
};
