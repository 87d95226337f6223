import { PgBoss } from 'pg-boss';
import { CONCURRENCY, numberIn, type JobSystem, type Place } from '../system.ts';
import { openEffects } from './effects.ts';

/** What one fetch takes. It completes as many in one statement. */
const BATCH = 100;
const QUEUE = 'jobs';

/** pg-boss: batches that are fetched at once while they are full, and a notification for each job that comes. */
export const open = async ({ database }: Place): Promise<JobSystem> => {
  const effects = openEffects(database);
  const boss = new PgBoss({
    connectionString: database,
    max: CONCURRENCY.batches * 2,
    useListenNotify: true,
  });
  boss.on('error', error => {
    throw error;
  });
  await boss.start();
  await boss.createQueue(QUEUE, { partition: true, notify: true });
  return {
    addAll: async numbers => {
      await boss.insert(
        QUEUE,
        numbers.map(number => ({ data: { number } })),
      );
    },
    add: async number => {
      await boss.send(QUEUE, { number });
    },
    cause: number =>
      effects.insertWith(number, client =>
        boss.send(QUEUE, { number }, { db: { executeSql: (text, values) => client.query(text, values) } }),
      ),
    work: async perform => {
      const options = {
        batchSize: BATCH,
        localConcurrency: CONCURRENCY.batches,
        pollingIntervalSeconds: 0.5,
        burstWhenBatchFull: true,
      } as const;
      await boss.work(QUEUE, options, jobs => {
        for (const { data } of jobs) perform(numberIn(data));
        return Promise.resolve();
      });
      return () => boss.offWork(QUEUE, { wait: true });
    },
    left: async () => {
      const jobs = await boss.findJobs(QUEUE);
      return jobs.filter(({ state }) => state !== 'completed').length;
    },
    clear: async () => {
      await boss.deleteAllJobs(QUEUE);
      await effects.clear();
    },
  };
};
