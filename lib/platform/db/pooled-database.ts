import { createCheckout, type Checkout } from './checkout.ts';
import type { Connection, Database, Row } from './database.ts';
import { inSpan } from '../trace/trace.ts';
import { before } from './deadline.ts';
import type { PooledDatabase } from './driver.ts';
import { asError, isOutage } from './outage.ts';
import type { Client, Pool } from './pool.ts';
import { leavesConnectionUnusable, SQLSTATE, sqlState } from './sqlstate.ts';

/** The Database of a pool from either driver. */
export const pooledDatabase = (pool: Pool, prepares = false): PooledDatabase => {
  const checkout = createCheckout(pool);
  /** Names of statements that are not to be prepared any more. */
  const stale = new Set<string>();
  const run: Run = (client, deadline, text, values) =>
    inSpan('statement', text, async () => {
      const marked = prepares ? preparedName(text) : undefined;
      const name = marked !== undefined && stale.has(marked) ? undefined : marked;
      try {
        const { rows } = await before(
          deadline,
          client.query({ ...(name !== undefined && { name }), text, values: [...values] }),
        );
        return rows;
      } catch (error) {
        if (name !== undefined && isStale(error)) stale.add(name);
        throw error;
      }
    });
  return {
    ...databaseOf(checkout, run, undefined),
    withDeadline: deadline => databaseOf(checkout, run, deadline),
    close: () => pool.end(),
  };
};

const preparedName = (text: string): string | undefined => /^-- (\S+), prepared\b/.exec(text)?.[1];

/** A migration has changed the type of a column that a prepared statement returns: its connection refuses it from then on. */
const isStale = (error: unknown): boolean => sqlState(error) === SQLSTATE.featureNotSupported;

type Run = (
  client: Client,
  deadline: number | undefined,
  text: string,
  values: readonly unknown[],
) => Promise<readonly Row[]>;

const databaseOf = (checkout: Checkout, run: Run, deadline: number | undefined): Database => {
  const runOn = async (client: Client, text: string, values: readonly unknown[]): Promise<readonly Row[]> => {
    try {
      const rows = await run(client, deadline, text, values);
      checkout.giveBack(client);
      return rows;
    } catch (thrown) {
      const error = asError(thrown);
      // A constraint violation says nothing about the connection; reconnecting for each would be a cost of its own.
      checkout.giveBack(client, leavesConnectionUnusable(error) ? error : undefined);
      throw error;
    }
  };
  return {
    connect: async () => connectionOf(await checkout.take(deadline), checkout, run, deadline),
    query: async (text, values = []) => {
      const client = await checkout.take(deadline);
      try {
        return await runOn(client, text, values);
      } catch (error) {
        if (!mayAskAgain(error, text)) throw error;
        return runOn(await checkout.take(deadline), text, values);
      }
    },
  };
};

const connectionOf = (
  client: Client,
  checkout: Checkout,
  run: Run,
  deadline: number | undefined,
): Connection => ({
  query: async (text, values = []) => {
    try {
      return await run(client, deadline, text, values);
    } catch (thrown) {
      throw asError(thrown);
    }
  },
  release: error => {
    checkout.giveBack(client, error);
  },
});

/**
 * What only reads is asked again, once; what writes may have been done, and whoever asked decides. What was refused for how it
 * was prepared has done nothing.
 */
const mayAskAgain = (error: unknown, text: string): boolean =>
  isOutage(error) ? onlyReads(text) : isStale(error) && preparedName(text) !== undefined;

/** Whatever holds one of these words counts as writing, also when it is a name or a lock. */
const WRITING = /\b(insert|update|delete|merge|truncate|create|alter|drop|call|do|copy|lock|set)\b/i;
const onlyReads = (text: string): boolean => /^\s*(select|with|--)/i.test(text) && !WRITING.test(text);
