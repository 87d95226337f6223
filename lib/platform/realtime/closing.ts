import * as z from 'zod';
import type { Database } from '../db/database.ts';
import type { Transaction } from '../db/transaction.ts';
import type { Log } from '../log/log.ts';
import { callAll } from './post-to-all.ts';
import type { Presence } from './presence.ts';
import { connectionRegistry, departuresOf, type Ended } from './registry.ts';
import type { Transport } from './transport.ts';

/** Asked to close in one round of the schedule. */
const ROUND = 500;

/**
 * Ends connections from the server's side. From the commit on nothing is posted to them; they are closed right after it, and
 * what that misses is closed by the next run of the schedule. So no client goes on for long with a session that has ended.
 */
export interface ConnectionClosing {
  /** @returns the ids of the connections that end */
  end(tx: Transaction, ended: Ended): Promise<readonly string[]>;
  /** Closes what is still to be closed. @returns how many */
  retry(signal: AbortSignal): Promise<number>;
}

export interface ConnectionClosingDeps {
  readonly db: Database;
  readonly transport: Transport;
  readonly presence: Presence;
  readonly log: Log;
}

const idRow = z.object({ id: z.string() });

export const createConnectionClosing = ({
  db,
  transport,
  presence,
  log,
}: ConnectionClosingDeps): ConnectionClosing => {
  /** @returns how many are closed now */
  const close = async (ids: readonly string[]): Promise<number> => {
    const closed: string[] = [];
    await callAll(ids, async id => {
      if ((await transport.close(id)) !== 'failed') closed.push(id);
    });
    await db.query(
      `-- closing_connections.done
       delete from closing_connections where id = any ($1::text[])`,
      [closed],
    );
    return closed.length;
  };

  const closeQuietly = async (ids: readonly string[]): Promise<void> => {
    try {
      await close(ids);
    } catch (error) {
      log.error('realtime.close_failed', { connections: ids.length, error });
    }
  };

  return {
    end: async (tx, ended) => {
      const removed = await connectionRegistry.removeToClose(tx, ended);
      const ids = removed.map(({ id }) => id);
      if (ids.length > 0)
        tx.afterCommit(async () => {
          await closeQuietly(ids);
          await presence.departed(departuresOf(removed));
        });
      return ids;
    },

    retry: async signal => {
      let count = 0;
      for (let after = ''; !signal.aborted;) {
        const rows = await db.query(
          `-- closing_connections.next
           select id from closing_connections where id > $1 order by id limit $2`,
          [after, ROUND],
        );
        const ids = rows.map(row => idRow.parse(row).id);
        const last = ids.at(-1);
        if (last === undefined) break;
        count += await close(ids);
        after = last;
      }
      return count;
    },
  };
};
