import * as z from 'zod';
import type { OpenDatabase } from '../../lib/platform/db/driver.ts';
import { openDatabase as openPg } from '../../lib/platform/db/pg-driver.ts';
import { startPgBouncer } from './pgbouncer.ts';

/** A way from the code to its database: what is opened with `open` at `url` goes along it. */
export interface DatabaseRoute {
  readonly url: string;
  readonly open: OpenDatabase;
  stop(): Promise<void>;
}

/** As where statements may be prepared: everywhere but behind the PgBouncer of Debian, which is too old to know of them. */
const preparing =
  (open: OpenDatabase): OpenDatabase =>
  options =>
    open({ ...options, prepares: true });

/** Every way there is in production, with what it needs beside the database. */
export const databaseRoutes = {
  direct: url => Promise.resolve({ url, open: preparing(openPg), stop: () => Promise.resolve() }),
  pgbouncer: async (url, connections) => ({ open: openPg, ...(await startPgBouncer(url, connections)) }),
  neon: async url => {
    const [{ openDatabase }, { startNeonProxy }] = await Promise.all([
      import('../../lib/platform/db/neon-driver.ts'),
      import('./neon-proxy.ts'),
    ]);
    const { hostname, port } = new URL(url);
    const proxy = await startNeonProxy({ host: hostname, port: Number(port) });
    return { url, open: preparing(openDatabase), stop: () => proxy.stop() };
  },
} satisfies Readonly<Record<string, (url: string, connections: number) => Promise<DatabaseRoute>>>;

const globals = z.object({ databaseRoute: z.enum(['direct', 'pgbouncer', 'neon']).default('direct') });

/** Starts the way that the jest project is about (`databaseRoute` in jest.deep.config.js): a direct one, where it does not say. */
export const startDatabaseRoute = (url: string, connections: number): Promise<DatabaseRoute> =>
  databaseRoutes[globals.parse(globalThis).databaseRoute](url, connections);
