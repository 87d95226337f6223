import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needsOfCode } from '../../config/needs/code.ts';
import { deployedFunctions } from '../../tests/support/deployment.ts';
import { defineBenchmark, type Bench, type Contender, type Target } from '../frame/benchmark.ts';
import { asPackaged, bundle, byEsbuildAlone } from './bundles.ts';
import { start, type Start } from './start.ts';

type Metrics = 'start' | 'processor' | 'kilobytes';

const BARE = 'bare handler with pg';
const EXPRESS = 'Express, pg, Bull, Socket.IO, JWT';
const READING = 'reads an order';

const rivals = {
  [BARE]: 'bench/cold/rivals/bare.ts',
  [EXPRESS]: 'bench/cold/rivals/express.ts',
} as const;
const candidates = {
  'bare handler, bundled as functions are': 'bench/cold/rivals/bare.ts',
  'Express and so on, bundled as functions are': 'bench/cold/rivals/express.ts',
  [READING]: 'functions/http/orders/get.ts',
  'lists products': 'functions/http/products/list.ts',
  'places an order, enqueues': 'functions/http/orders/place.ts',
  'queue worker': 'functions/queues/low-priority.ts',
  'socket route': 'functions/realtime/message-send.ts',
} as const;

/** They read documents that packaging puts beside them, and do not load without. */
const READ_FILES = 'functions/http/docs/';
/** They draw charts or hold the AWS SDK; who waits for them are administrators and readers of reports. */
const HEAVY = [
  'reports/get',
  'reports/open',
  'jobs/list-dead-letters',
  'jobs/list-queues',
  'jobs/redrive-queue',
];

const everyFunction = [...new Set(deployedFunctions().map(({ source }) => source))].filter(
  source => !source.startsWith(READ_FILES),
);
const nameOf = (source: string): string => source.replace(/^functions\/|\.ts$/g, '');
/** Functions of the HTTP API that enqueue nothing. */
const light = [...(await needsOfCode(everyFunction))]
  .filter(([source, { queues }]) => source.startsWith('functions/http/') && queues.length === 0)
  .map(([source]) => nameOf(source))
  .filter(name => !HEAVY.map(heavy => `http/${heavy}`).includes(name));

const contenderOf = async (name: string, file: string): Promise<Contender<Metrics>> => {
  const kilobytes = (await stat(file)).size / 1024;
  let last: Start | undefined;
  return {
    name,
    async round() {
      last = await start(file);
      return { start: last.milliseconds, processor: last.processorMilliseconds, kilobytes };
    },
    check: () =>
      last?.handler === 'function'
        ? Promise.resolve()
        : Promise.reject(new Error('the bundle exports no handler')),
  };
};

const prepare = async (
  bench: Bench,
  packaged: Readonly<Record<string, string>>,
): Promise<readonly Contender<Metrics>[]> => {
  await bench.rival(new URL('rivals/bare.ts', import.meta.url));
  const folder = await mkdtemp(join(tmpdir(), 'strata-cold-'));
  bench.defer(() => rm(folder, { recursive: true }));
  const all = [
    ...Object.entries(rivals).map(contender => ({ contender, how: byEsbuildAlone, into: 'rivals' })),
    ...Object.entries(packaged).map(contender => ({ contender, how: asPackaged, into: 'candidates' })),
  ];
  return Promise.all(
    all.map(async ({ contender: [name, source], how, into }) =>
      contenderOf(name, await bundle(source, how, join(folder, into))),
    ),
  );
};

/** Of what an HTTP function that enqueues nothing takes to load. */
const targetsOf = (contender: string): readonly Target<Metrics>[] => [
  { metric: 'start', contender, of: 'ratio', atMost: 2.5 },
  { metric: 'start', contender, of: 'ratio', against: EXPRESS, atMost: 0.15 },
];

export const benchmark = defineBenchmark<Metrics>({
  title: 'loading the code of a function at a cold start',
  method:
    'Each start is a new process of Node that loads one bundle; the time is that of loading it, without the start of Node itself. The rivals are bundled ' +
    'by esbuild alone, minified, and the functions as they are packaged; so are the rivals once more, to tell both shares. Processor time is that of all threads, and depends less on what else runs. Nothing connects and nothing listens yet: for the Express application neither counts. ' +
    'The files are in the cache of the operating system, as they are not at the first start on AWS.',
  metrics: {
    start: { title: 'ms', better: 'lower', digits: 1 },
    processor: { title: 'processor ms', better: 'lower', digits: 1 },
    kilobytes: { title: 'KB', better: 'lower' },
  },
  rounds: 31,
  cases: [
    {
      name: 'cold start',
      baseline: BARE,
      targets: [READING, 'lists products'].flatMap(targetsOf),
      prepare: bench => prepare(bench, candidates),
    },
    {
      name: 'cold start of every function',
      baseline: BARE,
      targets: light.flatMap(targetsOf),
      prepare: bench =>
        prepare(bench, Object.fromEntries(everyFunction.map(source => [nameOf(source), source]))),
    },
  ],
});
