import { defineBenchmark, type Bench, type Case, type Contender } from '../frame/benchmark.ts';
import { startPoster, startServer, type Metrics } from './contender.ts';

const SDK = 'AWS SDK';
const STRATA = 'strata';
const SIZES = [1_000, 10_000, 100_000];
const QUICK_SIZES = [600, 1_200];
const CLIENTS = 1_000;
const QUICK_CLIENTS = 50;
const TIMES = 50;
/** Of a round: what a process needs at most, it needs after some thousand. */
const LEAST_POSTS = 10_000;

const rival = (file: string): URL => new URL(`./rivals/${file}.ts`, import.meta.url);
const sdk = rival('sdk');
const strata = new URL('./strata.ts', import.meta.url);
const holders = [
  ['ws', rival('ws')],
  ['Socket.IO', rival('socket-io')],
] as const;

const posting = async (
  bench: Bench,
  sizes: readonly number[],
  latencyMilliseconds: number,
): Promise<readonly Contender<Metrics>[]> => {
  await bench.rival(sdk);
  const setUp = { sizes, leastPosts: bench.isQuick ? 0 : LEAST_POSTS, latencyMilliseconds };
  return [
    ...(await startPoster(bench, { ...setUp, name: SDK, module: sdk })),
    ...(await startPoster(bench, { ...setUp, name: STRATA, module: strata })),
  ];
};

const caseOf = (name: string, latencyMilliseconds: number): Case<Metrics> => ({
  name,
  baseline: SDK,
  sizes: 'connections',
  targets: [
    { metric: 'core', contender: STRATA, of: 'ratio', atLeast: 2.5 },
    { metric: 'megabytes', contender: STRATA, of: 'ratio', against: STRATA, atMost: 1.25 },
  ],
  prepare: bench => posting(bench, bench.isQuick ? QUICK_SIZES : SIZES, latencyMilliseconds),
});

export const benchmark = defineBenchmark<Metrics>({
  title: 'telling many connections something, beside the AWS SDK, Socket.IO and ws',
  method:
    'A poster in a process of its own posts one frame to each connection of a room, at a stub of @connections in another process, twenty posts under way ' +
    'at once. Strata reads who listens, writes the jobs of a large audience and performs them one after the other; the SDK is given the list. An audience of a thousand is told something ten times a round. Posts a second of a core ' +
    'count the processor time of the poster alone, with all its threads; memory is the most that the process had. Socket.IO and ws hold a thousand connections themselves, ' +
    'over loopback, and tell all of them fifty times. After every round each connection must have been told as often, each client fifty times.',
  metrics: {
    core: { title: 'a second of a core', better: 'higher' },
    posts: { title: 'a second', better: 'higher' },
    megabytes: { title: 'MB', better: 'lower' },
  },
  rounds: 3,
  cases: [
    caseOf('@connections answers at once', 0),
    caseOf('@connections answers after 15 ms', 15),
    {
      name: 'beside a process that holds its connections',
      baseline: 'Socket.IO',
      targets: [],
      async prepare(bench) {
        const contenders: Contender<Metrics>[] = [];
        const size = bench.isQuick ? QUICK_CLIENTS : CLIENTS;
        for (const [name, module] of holders) {
          await bench.rival(module);
          contenders.push(await startServer(bench, name, module, size, TIMES));
        }
        const posted = await posting(bench, [size], 0);
        return [...contenders, ...posted.map(({ size: _size, ...contender }) => contender)];
      },
    },
  ],
});
