import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import * as z from 'zod';
import type { Service } from './service.ts';

const LONGEST_MILLISECONDS = 1_000;
const PAUSE_MILLISECONDS = 20;

const disconnect = z.object({ websocket: z.object({ route: z.literal('$disconnect') }) });

/**
 * Loads what is told of closed sockets. It is mostly told first when Ctrl-C closes them, and Ctrl-C also ends the process that
 * compiles functions when they are loaded.
 */
export const loadDisconnecting = async ({ functions }: Service, serviceDir: string): Promise<void> => {
  for (const { handler, events } of Object.values(functions))
    if (handler !== undefined && events.some(event => disconnect.safeParse(event).success))
      await import(pathToFileURL(join(serviceDir, handler.replace(/\.\w+$/, '.ts'))).href);
};

/**
 * Waits until the functions that are told of closed sockets have forgotten them, or a second: what a stack has left that was
 * killed is forgotten by nobody. Without it the database would be stopped under their statements.
 *
 * @param url of the database
 */
export const socketsForgotten = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  // A database that is stopped meanwhile has nothing left to wait for.
  client.on('error', () => undefined);
  try {
    await client.connect();
    for (const until = performance.now() + LONGEST_MILLISECONDS; performance.now() < until;) {
      const { rowCount } = await client.query('select from connections limit 1');
      if (rowCount === 0) return;
      await sleep(PAUSE_MILLISECONDS);
    }
  } catch {
    return;
  } finally {
    await client.end().catch(() => undefined);
  }
};
