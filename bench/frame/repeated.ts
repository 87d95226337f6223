import * as z from 'zod';
import type { Executor } from '../../lib/platform/db/database.ts';
import type { Contender } from './benchmark.ts';
import { quantile } from './statistics.ts';

/** What is done over and over to tables of some size, and should cost the same at each. */
export interface Operation {
  readonly name: string;
  /** Rows that are there. */
  readonly size: number;
  /** How often a round does it. */
  readonly calls: number;
  /** Makes what one call needs, which is not measured. @returns the call, which throws an Error when its outcome is not right */
  prepare(): Promise<() => Promise<void>>;
  /** Sends the statements of a call, whose answers are always empty. */
  statements(db: Executor): Promise<unknown>;
  /** The tables that grow: none of the statements may read one from end to end. */
  readonly tables: readonly string[];
  /** Takes back what calls have left. */
  restore?(): Promise<void>;
}

/** Fewer rows than this the planner may well read from end to end. */
const LARGE = 100_000;

/**
 * Measures the usual time of a call, and how many blocks of the database its statements touch, which depends on nothing else that
 * runs.
 */
export const repeated = (db: Executor, operation: Operation): Contender<'milliseconds' | 'blocks'> => {
  let plans: readonly Plan[] = [];
  return {
    name: operation.name,
    size: operation.size,
    async round() {
      const times: number[] = [];
      for (let number = 0; number < operation.calls; number += 1) {
        const call = await operation.prepare();
        const startedAt = performance.now();
        await call();
        times.push(performance.now() - startedAt);
      }
      plans = await plansOf(db, operation);
      const blocks = plans.reduce(
        (sum, plan) => sum + plan['Shared Hit Blocks'] + plan['Shared Read Blocks'],
        0,
      );
      return { milliseconds: quantile(times, 0.5), blocks };
    },
    async check() {
      if (operation.size >= LARGE) expectIndexes(operation, plans);
      await operation.restore?.();
    },
  };
};

const plan = z.looseObject({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Shared Hit Blocks': z.number(),
  'Shared Read Blocks': z.number(),
  get Plans() {
    return z.array(plan).optional();
  },
});
type Plan = z.infer<typeof plan>;
const explained = z.object({ 'QUERY PLAN': z.tuple([z.looseObject({ Plan: plan })]) });

/** How the statements have run: they do what they do. */
const plansOf = async (db: Executor, operation: Operation): Promise<readonly Plan[]> => {
  const plans: Plan[] = [];
  await operation.statements({
    query: async (text, values) => {
      const [row] = await db.query(`explain (analyze, buffers, format json) ${text}`, values);
      plans.push(explained.parse(row)['QUERY PLAN'][0].Plan);
      return [];
    },
  });
  return plans;
};

const expectIndexes = ({ tables }: Operation, plans: readonly Plan[]): void => {
  for (const { 'Node Type': node, 'Relation Name': table, Plans: parts = [] } of plans) {
    if (node === 'Seq Scan' && table !== undefined && tables.includes(table))
      throw new Error(`${table} is read from end to end`);
    expectIndexes({ tables } as Operation, parts);
  }
};
