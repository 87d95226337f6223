import * as z from 'zod';
import type { Database } from '../db/database.ts';
import type { ConnectionClosing } from './closing.ts';
import { callAll } from './post-to-all.ts';
import type { Presence } from './presence.ts';
import { connectionExpiring } from './realtime.contracts.ts';
import { connectionRegistry, departuresOf } from './registry.ts';
import { serverFrame } from './server-event.ts';
import type { Transport } from './transport.ts';

/** API Gateway ends a connection after two hours. */
const TOLD_AFTER_MINUTES = 110;
/** By then it has ended, whether or not anybody was told. */
const REMOVED_AFTER_MINUTES = 130;
const ROUND = 500;

export interface ConnectionExpiryDeps {
  readonly db: Database;
  readonly transport: Transport;
  readonly presence: Presence;
  readonly connectionClosing: ConnectionClosing;
}

const expiring = z.object({ id: z.string(), expiresAt: z.string() });
const idRow = z.object({ id: z.string() });

/** What becomes of old connections. Runs may overlap: each connection is told by one of them. */
export const createConnectionExpiry = ({
  db,
  transport,
  presence,
  connectionClosing,
}: ConnectionExpiryDeps) => {
  const tellExpiring = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      const rows = await db.query(
        `-- connections.take_expiring: told once, if at all: a client also counts the time itself
         update connections set told_at = now()
         where id in (
           select id from connections
           where told_at is null and connected_at < now() - make_interval(mins => $1)
           order by connected_at
           limit $2
           for update skip locked)
         returning id, connected_at + interval '2 hours' as "expiresAt"`,
        [TOLD_AFTER_MINUTES, ROUND],
      );
      if (rows.length === 0) return;
      const gone: string[] = [];
      await callAll(
        rows.map(row => expiring.parse(row)),
        async ({ id, expiresAt }) => {
          if ((await transport.post(id, serverFrame(connectionExpiring({ expiresAt })))) === 'gone')
            gone.push(id);
        },
      );
      await forget(gone);
    }
  };

  const forget = async (ids: readonly string[]): Promise<void> => {
    if (ids.length > 0) await presence.departed(departuresOf(await connectionRegistry.remove(db, ids)));
  };

  /** Those whose $disconnect never came and to whom nothing was posted since. */
  const removeOld = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      const rows = await db.query(
        `-- connections.old
         select id from connections where connected_at < now() - make_interval(mins => $1)
         order by connected_at
         limit $2`,
        [REMOVED_AFTER_MINUTES, ROUND],
      );
      if (rows.length === 0) return;
      await forget(rows.map(row => idRow.parse(row).id));
    }
  };

  return {
    /** Removes old connections, tells those that will end soon, and closes those that are still to be closed. */
    async run(signal: AbortSignal): Promise<void> {
      await removeOld(signal);
      await tellExpiring(signal);
      await connectionClosing.retry(signal);
    },
  };
};
