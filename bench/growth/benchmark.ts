import type { PooledDatabase } from '../../lib/platform/db/driver.ts';
import { defineBenchmark, type Case, type Contender } from '../frame/benchmark.ts';
import { openFilled } from '../frame/fill.ts';
import { repeated, type Operation } from '../frame/repeated.ts';
import { claimJobs, listOrders, searchJobs, sendMessage } from './operations.ts';
import { jobs, messages, orders } from './rows.ts';
import { sizesFor } from './sizes.ts';

type Metrics = 'milliseconds' | 'blocks';

const growthOf = (
  name: string,
  sizes: string,
  rows: (count: number) => readonly string[],
  operate: (db: PooledDatabase, size: number) => Operation,
): Case<Metrics> => ({
  name,
  baseline: name,
  sizes,
  targets: [
    { metric: 'milliseconds', contender: name, of: 'ratio', against: name, atMost: 1.5 },
    { metric: 'blocks', contender: name, of: 'ratio', against: name, atMost: 1.5 },
  ],
  async prepare(bench) {
    const contenders: Contender<Metrics>[] = [];
    for (const size of sizesFor(bench)) {
      bench.say(`${size.toLocaleString('en-US')} ${sizes}`);
      const db = await openFilled(bench, rows(size));
      contenders.push(repeated(db, operate(db, size)));
    }
    return contenders;
  },
});

export const benchmark = defineBenchmark<Metrics>({
  title: 'what is done all the time, with 10,000 and 1,000,000 rows there',
  method:
    'Each operation runs 60 times a round over one connection, and the figure is its usual time. Orders list: a page of a customer’s orders and one of ' +
    'those that have failed, both from the middle on. Jobs search: by what a payload holds, by state, and by name and state from the middle on. ' +
    'Claim and settle: ten jobs. Message send: into a room in which all of the messages are. Blocks are those that its statements have touched, ' +
    'as EXPLAIN counts them. Every outcome is checked, and the plans too: from 100,000 rows on none may read one of these tables from end to end.',
  metrics: {
    milliseconds: { title: 'ms', better: 'lower', digits: 2 },
    blocks: { title: 'blocks', better: 'lower' },
  },
  cases: [
    growthOf('orders list', 'orders', orders, listOrders),
    growthOf('jobs search', 'jobs', jobs, searchJobs),
    growthOf('claim and settle', 'jobs', jobs, claimJobs),
    growthOf('message send', 'messages', messages, sendMessage),
  ],
});
