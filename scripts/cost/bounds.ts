import { MONTH_SECONDS } from './assumptions.ts';
import type { QueueLoad } from './batches.ts';
import type { Configuration } from './configuration.ts';
import { parts, type Part, type Usage } from './usage.ts';
import type { Workload } from './workload.ts';

/** AWS's own quotas for an account and region that has not asked for more; docs/scaling.md names their pages. */
const CONCURRENT_EXECUTIONS = 1_000;
const CONNECTS_A_SECOND = 500;
const CALLS_A_SECOND = 10_000;
/** Neon's pooler; RDS Proxy has a bound by the size of the database. */
const POOLER_CONNECTIONS = 10_000;
/** Measured on two cores (docs/decisions/0007-one-statement-per-order.md), with the database beside the client. */
const ORDERS_A_SECOND = 1_244;

/** The load of the busiest second, beside what it must stay below. */
export interface Bound {
  readonly what: string;
  readonly load: number;
  readonly most: number;
  readonly says: string;
}

/** What is under way in the busiest second. */
interface Peak {
  readonly requests: number;
  readonly framesIn: number;
  readonly posts: number;
  readonly connects: number;
  readonly orders: number;
  /** Functions that run at once. */
  readonly executions: number;
  /** Jobs a second, by queue. */
  readonly jobs: Readonly<Record<string, number>>;
}

const aSecond = (aMonth: number, peak: number): number => (aMonth * peak) / MONTH_SECONDS;

const peakOf = (
  { peak, orders }: Workload,
  usage: Readonly<Record<Part, Usage>>,
  loads: Readonly<Record<string, QueueLoad>>,
): Peak => {
  const sum = (of: (part: Usage) => number): number =>
    aSecond(
      parts.reduce((total, part) => total + of(usage[part]), 0),
      peak,
    );
  const seconds = sum(({ invocations }) =>
    invocations.reduce((total, { count, milliseconds }) => total + count * (milliseconds / 1000), 0),
  );
  // A queue runs no more batches at once than it may; jobs wait meanwhile.
  const batches = Object.values(loads).reduce(
    (total, { jobs, fill, batchSeconds, settings }) =>
      total + Math.min(settings.concurrency, (aSecond(jobs, peak) / fill) * batchSeconds),
    0,
  );
  return {
    requests: sum(({ httpRequests }) => httpRequests),
    framesIn: sum(({ framesIn }) => framesIn),
    posts: sum(({ posts }) => posts),
    connects: sum(({ connects }) => connects),
    orders: aSecond(orders, peak),
    executions: seconds + batches,
    jobs: Object.fromEntries(Object.values(loads).map(({ queue, jobs }) => [queue, aSecond(jobs, peak)])),
  };
};

type Row = readonly [what: string, load: number, most: number, says: string];

const ofGateway = (
  { requests, framesIn, posts, connects }: Peak,
  { httpRate, realtimeRate }: Configuration,
): readonly Row[] => [
  ['HTTP requests a second', requests, httpRate, 'httpRate in config/stages.cjs'],
  ['frames in a second', framesIn, realtimeRate, 'realtimeRate in config/stages.cjs'],
  [
    'posts, frames and requests a second',
    posts + framesIn + requests,
    CALLS_A_SECOND,
    'quota of API Gateway',
  ],
  ['new connections a second', connects, CONNECTS_A_SECOND, 'quota of API Gateway'],
];

const ofCompute = ({ executions, orders }: Peak, { poolSize }: Configuration): readonly Row[] => [
  ['functions at once', executions, CONCURRENT_EXECUTIONS, 'quota of Lambda'],
  ['database connections', executions * poolSize, POOLER_CONNECTIONS, "Neon's pooler, if every pool is full"],
  ['orders a second', orders, ORDERS_A_SECOND, 'Postgres, measured on two cores'],
];

/** Where a workload meets its bounds, the tightest first; what it does not touch is left out. */
export const boundsOf = (
  workload: Workload,
  usage: Readonly<Record<Part, Usage>>,
  loads: Readonly<Record<string, QueueLoad>>,
  configuration: Configuration,
): readonly Bound[] => {
  const peak = peakOf(workload, usage, loads);
  const queues = Object.values(loads).map(({ queue, most }): Row => [
    `jobs a second on ${queue}`,
    peak.jobs[queue] ?? 0,
    most,
    'batchSize and maximumConcurrency',
  ]);
  return [...ofGateway(peak, configuration), ...ofCompute(peak, configuration), ...queues]
    .map(([what, load, most, says]) => ({ what, load, most, says }))
    .filter(({ load }) => load > 0)
    .sort((one, other) => other.load / other.most - one.load / one.most);
};
