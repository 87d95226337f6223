import * as z from 'zod';
import type { Executor } from '../../lib/platform/db/database.ts';
import type { Bench, Contender } from '../frame/benchmark.ts';
import { quantile } from '../frame/statistics.ts';
import { caused, performed, pickedUp, startSystem, type SetUp } from './contender.ts';

export type Metrics = 'jobs' | 'usual' | 'slow' | 'transactions' | 'commits';
type Measure = (bench: Bench, setUp: SetUp) => Promise<Contender<Metrics>>;

const DRAINED = { full: 10_000, quick: 500 } as const;
const PICKED_UP = { full: 500, quick: 50 } as const;
const PICK_UP_EVERY_MILLISECONDS = 5;
const CAUSED = { full: 1_000, quick: 200 } as const;
const CLIENTS = 16;

const sizeFor = (bench: Bench, { full, quick }: { readonly full: number; readonly quick: number }): number =>
  bench.isQuick ? quick : full;

const expectRight = (wrong: string): void => {
  if (wrong !== '') throw new Error(wrong);
};

const added = z.object({});

/** Jobs that are there are performed as quickly as possible. */
export const drain: Measure = async (bench, setUp) => {
  const system = await startSystem(bench, setUp);
  const jobs = sizeFor(bench, DRAINED);
  let wrong = '';
  return {
    name: setUp.name,
    async round() {
      await system.ask({ do: 'add', jobs }, added);
      const answer = await system.ask({ do: 'perform', jobs }, performed);
      wrong = answer.wrong;
      return { jobs: jobs / answer.seconds };
    },
    async check() {
      expectRight(wrong);
      await system.clear();
    },
  };
};

/** Jobs come one by one, and somebody waits for each. */
export const pickUp: Measure = async (bench, setUp) => {
  const system = await startSystem(bench, setUp);
  const jobs = sizeFor(bench, PICKED_UP);
  let wrong = '';
  return {
    name: setUp.name,
    async round() {
      const everyMilliseconds = PICK_UP_EVERY_MILLISECONDS;
      const answer = await system.ask({ do: 'pick up', jobs, everyMilliseconds }, pickedUp);
      wrong = answer.wrong;
      return { usual: quantile(answer.milliseconds, 0.5), slow: quantile(answer.milliseconds, 0.99) };
    },
    async check() {
      expectRight(wrong);
      await system.clear();
    },
  };
};

/** Transactions cause jobs. */
export const cause: Measure = async (bench, setUp) => {
  const system = await startSystem(bench, setUp);
  const jobs = sizeFor(bench, CAUSED);
  return {
    name: setUp.name,
    async round() {
      const before = await nextTransaction(system.db);
      const { seconds } = await system.ask({ do: 'cause', jobs, clients: CLIENTS }, caused);
      const commits = (await nextTransaction(system.db)) - before;
      return { transactions: jobs / seconds, commits: commits / jobs };
    },
    async check() {
      const [row] = await system.db.query(
        '/* bench.effects */ select count(*)::integer as effects from effects',
      );
      const { effects } = counted.parse(row);
      if (effects !== jobs) throw new Error(`${effects} effects are there, and not ${jobs}`);
      expectRight((await system.ask({ do: 'perform', jobs }, performed)).wrong);
      await system.clear();
    },
  };
};

const counted = z.object({ effects: z.number() });
const numbered = z.object({ next: z.coerce.number() });

/** Each transaction that writes takes a number of this sequence, whoever it is of. */
const nextTransaction = async (db: Executor): Promise<number> => {
  const [row] = await db.query(
    '/* bench.next_transaction */ select pg_snapshot_xmax(pg_current_snapshot())::text as next',
  );
  return numbered.parse(row).next;
};
