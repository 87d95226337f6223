import { assumptions as assume, MONTH_SECONDS } from './assumptions.ts';
import type { QueueLoad } from './batches.ts';
import type { Configuration } from './configuration.ts';
import { dollarsOf, type PriceName } from './prices.ts';
import type { Invocations, Usage } from './usage.ts';

/** What is paid for, in single pieces. */
export type Amounts = Readonly<Partial<Record<PriceName, number>>>;

const GIGABYTE = 1_000_000_000;

const total = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0);

const gigabyteSeconds = (
  { memoryMegabytes }: Configuration,
  { function: name, count, milliseconds }: Invocations,
): number => {
  const memory = memoryMegabytes[name];
  if (memory === undefined) throw new Error(`the templates have no function ${name}`);
  return (memory / 1024) * count * (milliseconds / 1000);
};

/** Batches of jobs, as the invocations they are. */
const batchesOf = (usage: Usage, loads: Readonly<Record<string, QueueLoad>>): readonly Invocations[] =>
  usage.jobs.flatMap(({ queue, count, milliseconds }) => {
    const load = loads[queue];
    return load === undefined
      ? []
      : [{ function: load.settings.function, count: count / load.fill, milliseconds }];
  });

const ofInvocations = (configuration: Configuration, invocations: readonly Invocations[]): Amounts => ({
  lambdaRequests: total(invocations, ({ count }) => count),
  lambdaGigabyteSeconds: total(invocations, one => gigabyteSeconds(configuration, one)),
  logGigabytes: (total(invocations, ({ count }) => count) * assume.logBytesAnInvocation) / GIGABYTE,
});

/** What a part of the workload uses, in the units of the bill. */
export const amountsOf = (
  usage: Usage,
  loads: Readonly<Record<string, QueueLoad>>,
  configuration: Configuration,
): Amounts => {
  const batches = batchesOf(usage, loads);
  const jobs = total(usage.jobs, ({ count }) => count);
  // A job is sent by itself; a batch is received and deleted at once.
  const queueRequests = jobs + 2 * total(batches, ({ count }) => count);
  const run = ofInvocations(configuration, [...usage.invocations, ...batches]);
  const bytesOut = usage.httpRequests * assume.bytesAnAnswer + usage.framesOut * assume.bytesAFrame;
  return {
    ...run,
    httpRequests: usage.httpRequests,
    socketMessages: usage.framesIn + usage.framesOut,
    connectionMinutes: usage.connectionMinutes,
    queueRequests,
    // Jobs have the MessageGroupId of who caused them.
    fairQueueRequests: queueRequests,
    logGigabytes: (run.logGigabytes ?? 0) + (jobs * assume.logBytesAJob) / GIGABYTE,
    gigabytesOut: bytesOut / GIGABYTE,
  };
};

/** What is paid for when nobody uses the stage. */
export const amountsAlways = (configuration: Configuration): Amounts => {
  const { schedules, queues, alarmMetrics, dashboards } = configuration;
  const polls = (Object.keys(queues).length * assume.pollersAQueue * MONTH_SECONDS) / assume.pollSeconds;
  return {
    ...ofInvocations(
      configuration,
      schedules.map(({ function: name, runsAMonth: count }) => ({
        function: name,
        count,
        milliseconds: assume.scheduleMilliseconds,
      })),
    ),
    scheduledRuns: total(schedules, ({ runsAMonth }) => runsAMonth),
    queueRequests: polls,
    alarmMetrics,
    customMetrics: assume.customMetrics,
    dashboards,
    secrets: 1,
  };
};

/** What amounts cost, by price. */
export const costOf = (amounts: Amounts): Readonly<Partial<Record<PriceName, number>>> =>
  Object.fromEntries(
    Object.entries(amounts).map(([name, amount]) => [name, dollarsOf(name as PriceName, amount)]),
  );

export const sumOf = (costs: Readonly<Partial<Record<PriceName, number>>>): number =>
  Object.values(costs).reduce((sum, dollars) => sum + dollars, 0);
