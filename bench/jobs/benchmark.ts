import { defineBenchmark, type Bench, type Contender } from '../frame/benchmark.ts';
import type { SetUp } from './contender.ts';
import { cause, drain, pickUp, type Metrics } from './measures.ts';

const BULL = 'Bull';
const CORE = 'strata, claim and settle';
const HUNDREDS = 'strata, claim and settle in hundreds';
const STRATA = 'strata over local SQS';

const rival = (file: string): URL => new URL(`./rivals/${file}.ts`, import.meta.url);
const rivals: readonly SetUp[] = [
  { name: BULL, system: rival('bull'), redis: 'memory' },
  { name: 'Bull, fsync', system: rival('bull'), redis: 'disk' },
  { name: 'BullMQ', system: rival('bullmq'), redis: 'memory' },
  { name: 'BullMQ, fsync', system: rival('bullmq'), redis: 'disk' },
  { name: 'pg-boss', system: rival('pg-boss') },
  { name: 'graphile-worker', system: rival('graphile-worker') },
];
const core: SetUp = { name: CORE, system: new URL('./strata-core.ts', import.meta.url) };
const hundreds: SetUp = { name: HUNDREDS, system: new URL('./strata-core-hundreds.ts', import.meta.url) };
const floors: readonly SetUp[] = [
  { name: 'two updates a job, tens', system: new URL('./floor.ts', import.meta.url) },
  { name: 'two updates a job, hundreds', system: new URL('./floor-hundreds.ts', import.meta.url) },
];
const strata: SetUp = {
  name: STRATA,
  system: new URL('./strata.ts', import.meta.url),
  usesQueues: true,
};

const start = async (
  bench: Bench,
  setUps: readonly SetUp[],
  measure: (bench: Bench, setUp: SetUp) => Promise<Contender<Metrics>>,
): Promise<readonly Contender<Metrics>[]> => {
  const contenders: Contender<Metrics>[] = [];
  for (const setUp of setUps) {
    if (rivals.includes(setUp)) await bench.rival(setUp.system);
    contenders.push(await measure(bench, setUp));
  }
  return contenders;
};

export const benchmark = defineBenchmark<Metrics>({
  title: 'Background jobs, beside Bull, BullMQ, pg-boss and graphile-worker',
  method:
    'Each contender adds and performs jobs that do nothing, in a process of its own. Redis runs twice: in memory alone, and with each write on the ' +
    'disk before it is answered, as Postgres does it. Two updates a job are no engine, but the least that one has Postgres do which keeps its jobs. Draining takes the time from the first of 10,000 jobs to the last. Being picked up takes ' +
    'the time from the call that adds a job until it begins; one is added each 5 ms. Causing has sixteen clients write a row each and enqueue a ' +
    'job for it, in one transaction where the job is in Postgres too; commits are counted by the transaction numbers that Postgres has given. After every round each job must have been ' +
    'performed exactly once, and none be left.',
  metrics: {
    jobs: { title: 'jobs/s', better: 'higher' },
    usual: { title: 'p50 ms', better: 'lower', digits: 1 },
    slow: { title: 'p99 ms', better: 'lower', digits: 1 },
    transactions: { title: 'transactions/s', better: 'higher' },
    commits: { title: 'commits each', better: 'lower', digits: 2 },
  },
  cases: [
    {
      name: 'jobs drained',
      baseline: BULL,
      targets: [CORE, HUNDREDS].map(contender => ({ metric: 'jobs', contender, of: 'ratio', atLeast: 2.5 })),
      prepare: bench => start(bench, [...rivals, core, hundreds, ...floors, strata], drain),
    },
    {
      name: 'a job is picked up',
      baseline: BULL,
      targets: [],
      prepare: bench => start(bench, [...rivals, strata], pickUp),
    },
    {
      name: 'a transaction causes a job',
      baseline: BULL,
      targets: [{ metric: 'commits', contender: CORE, of: 'value', atMost: 1.05 }],
      prepare: bench => start(bench, [...rivals, core, strata], cause),
    },
  ],
});
