import { err, ok, type Result } from 'neverthrow';
import * as z from 'zod';
import type { Database } from '../platform/db/database.ts';
import { withTransaction } from '../platform/db/transaction.ts';
import { readCursor, toPage, type Page } from '../platform/http/page.ts';
import type { InvalidRequest } from '../platform/http/request-error.ts';
import type { ConnectionClosing } from '../platform/realtime/closing.ts';
import { connectionNotFound, type ConnectionNotFound } from './connections.errors.ts';
import type { ConnectionRepository } from './connections.repository.ts';
import type { Connection, ConnectionQuery } from './connections.schema.ts';

const position = z.string();

export interface ConnectionListDeps {
  readonly db: Database;
  readonly connectionList: ConnectionRepository;
}

/** Who is connected, for administrators. */
export const createConnectionReader = ({ db, connectionList }: ConnectionListDeps) => ({
  async list({ userId, cursor, limit }: ConnectionQuery): Promise<Result<Page<Connection>, InvalidRequest>> {
    const after = readCursor(cursor, position);
    if (after.isErr()) return err(after.error);
    const found = await connectionList.list(db, { userId, after: after.value, limit: limit + 1 });
    return ok(toPage(found, limit, ({ id }) => id));
  },
});

export interface ConnectionEndingDeps {
  readonly db: Database;
  readonly connectionClosing: ConnectionClosing;
}

export const createConnectionEnding = ({ db, connectionClosing }: ConnectionEndingDeps) => ({
  /** Closes a connection. From the commit on nothing is posted to it. */
  end(connectionId: string): Promise<Result<undefined, ConnectionNotFound>> {
    return withTransaction(db, async tx => {
      const [ended] = await connectionClosing.end(tx, { connectionId });
      return ended === undefined ? err(connectionNotFound) : ok(undefined);
    });
  },
});
