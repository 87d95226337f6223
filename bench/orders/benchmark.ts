import { defineBenchmark, type Bench, type Case, type Contender } from '../frame/benchmark.ts';
import { startContender, type Metrics, type SetUp } from './contender.ts';

const BASELINE = 'item by item';
const STRATA = 'strata';
/** As between zones of a region, with a pooler between. A timer that is set for 2 ms takes some 2.5. */
const DELAY_MILLISECONDS = 2;
/** They keep both cores busy, whatever the distance: then it counts how much work an order is. */
const MANY = 16;
/** They leave time to wait: then it counts how often an order does. */
const FEW = 4;

const rivals = [
  [BASELINE, new URL('./rivals/item-by-item.ts', import.meta.url)],
  ['item by item, sorted', new URL('./rivals/item-by-item-sorted.ts', import.meta.url)],
  ['set-based', new URL('./rivals/set-based.ts', import.meta.url)],
] as const;

type Setting = Pick<SetUp, 'isHot' | 'delayMilliseconds' | 'clients'>;

const contenders = async (bench: Bench, setting: Setting): Promise<readonly Contender<Metrics>[]> => {
  const started: Contender<Metrics>[] = [];
  for (const [name, server] of rivals) {
    await bench.rival(server);
    started.push(await startContender(bench, { name, server, ...setting, sendsMessages: false }));
  }
  const server = new URL('./strata.ts', import.meta.url);
  started.push(await startContender(bench, { name: STRATA, server, ...setting, sendsMessages: true }));
  return started;
};

const caseOf = (name: string, setting: Setting, atLeast?: number): Case<Metrics> => ({
  name,
  baseline: BASELINE,
  targets: atLeast === undefined ? [] : [{ metric: 'orders', contender: STRATA, of: 'ratio', atLeast }],
  prepare: bench => contenders(bench, setting),
});

export const benchmark = defineBenchmark({
  title: 'Orders placed through HTTP, beside Express with transactions',
  method:
    'Sixteen clients, or four, place orders of five products each for two seconds a round, over kept-alive HTTP connections to a server in a ' +
    'process of its own with as many connections to Postgres. Every server verifies an ES256 token and parses the body. ' +
    'Strata also writes the audit event and the first job, and sends its message to a queue; the rivals only write order ' +
    'and items and take stock. After every round each accepted order must be there with its items and its stock taken, and a ' +
    'rush for ten pieces must sell ten and refuse the rest.',
  metrics: {
    orders: { title: 'orders/s', better: 'higher' },
    slow: { title: 'p99 ms', better: 'lower', digits: 1 },
  },
  cases: [
    caseOf('spread over 1,000 products', { isHot: false, delayMilliseconds: 0, clients: MANY }, 2.2),
    caseOf('one hot product', { isHot: true, delayMilliseconds: 0, clients: MANY }, 5),
    caseOf(
      'spread, 2.5 ms from the database',
      { isHot: false, delayMilliseconds: DELAY_MILLISECONDS, clients: FEW },
      5,
    ),
    caseOf(
      'hot, 2.5 ms from the database',
      { isHot: true, delayMilliseconds: DELAY_MILLISECONDS, clients: MANY },
      12,
    ),
    caseOf('spread, 2.5 ms, sixteen clients', {
      isHot: false,
      delayMilliseconds: DELAY_MILLISECONDS,
      clients: MANY,
    }),
  ],
});
