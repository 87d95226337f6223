import { MONTH_SECONDS } from './assumptions.ts';
import type { Configuration, QueueSettings } from './configuration.ts';
import { parts, type Part, type Usage } from './usage.ts';

/** What a month brings to a queue. */
export interface QueueLoad {
  readonly queue: string;
  readonly settings: QueueSettings;
  readonly jobs: number;
  /** How long a batch takes, on average. */
  readonly batchSeconds: number;
  /** How many jobs a batch holds. */
  readonly fill: number;
  /** Jobs a second beyond which the queue grows. */
  readonly most: number;
}

/**
 * How many jobs a batch holds, in the mean: those that the window gathers; or more, when as many batches are under way as may
 * be, and jobs wait for the next. What comes in bursts fills batches better, so costs less than is said here.
 */
export const fillOf = (
  { batchSize, windowSeconds, concurrency }: QueueSettings,
  jobsPerSecond: number,
  batchSeconds: number,
): number => {
  const gathered = 1 + jobsPerSecond * windowSeconds;
  const waiting = (jobsPerSecond * batchSeconds) / concurrency;
  return Math.min(batchSize, Math.max(gathered, waiting));
};

/** What comes to each queue, from all parts of the workload. @throws Error for a queue that the templates do not have */
export const queueLoads = (
  usage: Readonly<Record<Part, Usage>>,
  { queues }: Configuration,
): Readonly<Record<string, QueueLoad>> => {
  const all = parts.flatMap(part => usage[part].jobs);
  const unknown = all.find(({ queue }) => queues[queue] === undefined);
  if (unknown !== undefined) throw new Error(`the templates have no queue ${unknown.queue}`);
  const loads = Object.entries(queues).map(([queue, settings]): QueueLoad => {
    const ofQueue = all.filter(job => job.queue === queue);
    const jobs = ofQueue.reduce((sum, { count }) => sum + count, 0);
    const milliseconds = ofQueue.reduce((sum, job) => sum + job.count * job.milliseconds, 0);
    const batchSeconds = jobs === 0 ? 0 : milliseconds / jobs / 1000;
    const fill = fillOf(settings, jobs / MONTH_SECONDS, batchSeconds);
    const most = batchSeconds === 0 ? Infinity : (settings.batchSize * settings.concurrency) / batchSeconds;
    return { queue, settings, jobs, batchSeconds, fill, most };
  });
  return Object.fromEntries(loads.map(load => [load.queue, load]));
};
