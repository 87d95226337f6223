import type { Connection, Database, Executor } from '../../lib/platform/db/database.ts';

/** A database that remembers which statements went to it: each is one round trip. */
export interface ObservedDatabase {
  readonly db: Database;
  /** Names of the statements so far, in order: the `-- name` they open with, or their first words. */
  readonly names: () => readonly string[];
}

const nameOf = (text: string): string =>
  /^\s*-- ([\w.]+)/.exec(text)?.[1] ?? text.trim().split(/\s+/).slice(0, 2).join(' ');

/**
 * Watches the statements that go to a database, inside and outside of transactions.
 *
 * @param before called with each statement's name before it is sent; may wait or throw
 */
export const observe = (
  database: Database,
  before: (name: string) => Promise<void> | void = () => undefined,
): ObservedDatabase => {
  const seen: string[] = [];
  const watched =
    (executor: Executor): Executor['query'] =>
    async (text, values) => {
      const name = nameOf(text);
      seen.push(name);
      await before(name);
      return executor.query(text, values);
    };
  const watchedConnection = (connection: Connection): Connection => ({
    query: watched(connection),
    release: error => {
      connection.release(error);
    },
  });
  return {
    db: {
      query: watched(database),
      connect: async () => watchedConnection(await database.connect()),
    },
    names: () => [...seen],
  };
};
