import pg from 'pg';
import * as z from 'zod';
import type { PooledDatabase } from '../../lib/platform/db/driver.ts';
import { pooledDatabase } from '../../lib/platform/db/pooled-database.ts';
import { typeParsers } from '../../lib/platform/db/types.ts';

const node = z.looseObject({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Actual Rows': z.number(),
  'Actual Loops': z.number(),
  get Plans() {
    return z.array(node).optional();
  },
});
type Node = z.infer<typeof node>;
const explained = z.looseObject({ 'Query Text': z.string(), Plan: node });

/** What Postgres did for one statement. */
export interface Execution {
  /** The `-- name` it opens with. */
  readonly name: string;
  /** The rows that its busiest step took in hand, those it threw away too: what a bad join multiplies. */
  readonly rows: number;
  /** The tables that it read from end to end and that were not empty. */
  readonly readWhole: readonly string[];
}

export interface ExplainedDatabase {
  readonly db: PooledDatabase;
  /** What the named statements of `work` took to execute. */
  readonly during: (work: () => Promise<unknown>) => Promise<readonly Execution[]>;
}

/** Has each session explain what it executes, in a notice to its client. */
const SETTINGS = [
  'session_preload_libraries=auto_explain',
  'auto_explain.log_min_duration=0',
  'auto_explain.log_analyze=on',
  'auto_explain.log_timing=off',
  'auto_explain.log_format=json',
  'auto_explain.log_level=notice',
]
  .map(setting => `-c ${setting}`)
  .join(' ');

/** A pool of its own on a database of a test, that tells what became of its statements; the caller closes `db`. */
export const openExplained = (url: string, poolSize: number): ExplainedDatabase => {
  let executions: Execution[] = [];
  const pool = new pg.Pool({
    connectionString: url,
    options: SETTINGS,
    max: poolSize,
    types: typeParsers(pg.types.getTypeParser),
  });
  pool.on('error', () => undefined);
  pool.on('connect', client =>
    client.on('notice', ({ message = '' }) => {
      const [, json] = /^duration: .* plan:\n(\{.*\})\s*$/s.exec(message) ?? [];
      if (json !== undefined) executions.push(executionOf(json));
    }),
  );
  return {
    db: pooledDatabase(pool),
    during: async work => {
      executions = [];
      await work();
      return executions.filter(({ name }) => name !== '');
    },
  };
};

const executionOf = (json: string): Execution => {
  const { 'Query Text': text, Plan } = explained.parse(JSON.parse(json));
  const steps = stepsOf(Plan);
  return {
    name: /^\s*-- ([\w.]+)/.exec(text)?.[1] ?? '',
    rows: Math.max(...steps.map(rowsOf)),
    readWhole: steps
      .filter(step => step['Node Type'].endsWith('Seq Scan') && rowsOf(step) > 0)
      .flatMap(step => step['Relation Name'] ?? []),
  };
};

const stepsOf = (step: Node): readonly Node[] => [step, ...(step.Plans ?? []).flatMap(stepsOf)];

/** Counts are for each loop. */
const rowsOf = (step: Node): number => {
  const removed = Object.entries(step)
    .filter(([key]) => key.startsWith('Rows Removed by'))
    .map(([, count]) => Number(count));
  return Math.round(removed.reduce((sum, count) => sum + count, step['Actual Rows']) * step['Actual Loops']);
};
