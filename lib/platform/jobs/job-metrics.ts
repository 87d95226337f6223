import { emfLine, toCloudWatch, type Metric, type MetricSink } from '../metrics/emf.ts';
import type { QueueName } from './job.ts';
import type { JobEvent } from './job-events.ts';

/** Counted by the event that says so. */
const COUNTERS = [
  ['JobsCompleted', 'job.completed'],
  ['JobsFailed', 'job.failed'],
  ['JobsRetried', 'job.retrying'],
  ['JobsStalled', 'job.stalled'],
  ['JobsCancelled', 'job.cancelled'],
] as const;

/**
 * Makes metrics of what happens to jobs, by queue and by name: how many ended how, how long they waited from when they were
 * due, and how long they ran.
 */
export const createJobMetrics = (write: MetricSink = toCloudWatch) => ({
  /** One line for each kind of job in a batch, and most batches have one. */
  ofEvents: (events: readonly JobEvent[]): void => {
    const kinds = Map.groupBy(events, ({ queue, job }) => `${queue} ${job}`);
    for (const ofKind of kinds.values()) {
      const [{ queue, job } = { queue: '', job: '' }] = ofKind;
      const metrics = metricsOf(ofKind);
      if (metrics.length > 0) write(emfLine({ Queue: queue, Job: job }, metrics, Date.now()));
    }
  },

  /** How long the oldest due job of each queue has waited: what an alarm on a stuck queue watches. */
  ofWaiting: (oldest: Readonly<Record<QueueName, number>>): void => {
    for (const [queue, value] of Object.entries(oldest))
      write(
        emfLine({ Queue: queue }, [{ name: 'OldestJobWaitSeconds', unit: 'Seconds', value }], Date.now()),
      );
  },
});

export type JobMetrics = ReturnType<typeof createJobMetrics>;

const metricsOf = (events: readonly JobEvent[]): readonly Metric[] => {
  const counters = COUNTERS.map(([name, event]) => ({
    name,
    unit: 'Count' as const,
    value: events.filter(candidate => candidate.event === event).length,
  }));
  const waits = events.flatMap(({ waitedSeconds }) => waitedSeconds ?? []);
  const runs = events.flatMap(({ ranSeconds }) => ranSeconds ?? []);
  return [
    ...counters.filter(({ value }) => value > 0),
    ...(waits.length > 0 ? [{ name: 'JobWaitSeconds', unit: 'Seconds' as const, value: waits }] : []),
    ...(runs.length > 0 ? [{ name: 'JobRunSeconds', unit: 'Seconds' as const, value: runs }] : []),
  ];
};
