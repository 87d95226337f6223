import Queue from 'bull';
import { CONCURRENCY, numberIn, type JobSystem, type Place } from '../system.ts';
import { openEffects } from './effects.ts';

const REMOVED = { removeOnComplete: true } as const;

/** Bull: jobs are removed when they have completed, as in production. */
export const open = async ({ redisPort, database }: Place): Promise<JobSystem> => {
  const effects = openEffects(database);
  const connect = () => new Queue('jobs', { redis: { host: '127.0.0.1', port: redisPort } });
  const queue = await connect().isReady();
  return {
    addAll: async numbers => {
      await queue.addBulk(numbers.map(number => ({ data: { number }, opts: REMOVED })));
    },
    add: async number => {
      await queue.add({ number }, REMOVED);
    },
    cause: async number => {
      await effects.insert(number);
      await queue.add({ number }, REMOVED);
    },
    work: async perform => {
      const worker = await connect().isReady();
      const working = worker.process(CONCURRENCY.single, ({ data }) => {
        perform(numberIn(data));
        return Promise.resolve();
      });
      return async () => {
        await worker.close();
        await working.catch(() => undefined);
      };
    },
    left: () => queue.count().then(async waiting => waiting + (await queue.getActiveCount())),
    clear: () => effects.clear(),
  };
};
