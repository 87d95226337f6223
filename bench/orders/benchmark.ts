import { defineBenchmark, type Bench, type Case, type Contender } from '../frame/benchmark.ts';
import { startContender, type Metrics } from './contender.ts';

const BASELINE = 'item by item';
const STRATA = 'strata';
/** As between zones of a region, with a pooler between. A timer that is set for 2 ms takes some 2.5. */
const DELAY_MILLISECONDS = 2;

const rivals = [
  [BASELINE, new URL('./rivals/item-by-item.ts', import.meta.url)],
  ['item by item, sorted', new URL('./rivals/item-by-item-sorted.ts', import.meta.url)],
  ['set-based', new URL('./rivals/set-based.ts', import.meta.url)],
] as const;

const contenders = async (
  bench: Bench,
  isHot: boolean,
  delayMilliseconds: number,
): Promise<readonly Contender<Metrics>[]> => {
  const started: Contender<Metrics>[] = [];
  const setting = { isHot, delayMilliseconds };
  for (const [name, server] of rivals) {
    await bench.rival(server);
    started.push(await startContender(bench, { name, server, ...setting, sendsMessages: false }));
  }
  const server = new URL('./strata.ts', import.meta.url);
  started.push(await startContender(bench, { name: STRATA, server, ...setting, sendsMessages: true }));
  return started;
};

const caseOf = (name: string, isHot: boolean, delayMilliseconds: number, atLeast: number): Case<Metrics> => ({
  name,
  baseline: BASELINE,
  targets: [{ metric: 'orders', contender: STRATA, of: 'ratio', atLeast }],
  prepare: bench => contenders(bench, isHot, delayMilliseconds),
});

export const benchmark = defineBenchmark({
  title: 'Orders placed through HTTP, beside Express with transactions',
  method:
    'Sixteen clients place orders of five products each for two seconds a round, over kept-alive HTTP connections to a server in a ' +
    'process of its own with sixteen connections to Postgres. Every server verifies an ES256 token and parses the body. ' +
    'Strata also writes the audit event and the first job, and sends its message to a queue; the rivals only write order ' +
    'and items and take stock. After every round each accepted order must be there with its items and its stock taken, and a ' +
    'rush for ten pieces must sell ten and refuse the rest.',
  metrics: {
    orders: { title: 'orders/s', better: 'higher' },
    slow: { title: 'p99 ms', better: 'lower', digits: 1 },
  },
  cases: [
    caseOf('spread over 1,000 products', false, 0, 2.2),
    caseOf('one hot product', true, 0, 5),
    caseOf('spread, 2.5 ms from the database', false, DELAY_MILLISECONDS, 5),
    caseOf('hot, 2.5 ms from the database', true, DELAY_MILLISECONDS, 12),
  ],
});
