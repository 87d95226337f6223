import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { Realtime, type RealtimeOptions } from '../../client/realtime.ts';
import { openSocket, type ServerFrame, type Socket } from '../../client/socket.ts';
import { secretFormsIn, secretFormsInTables } from './secret-forms.ts';
import { ensureStack, type StackHandle } from '../../local/stack.ts';
import type { RunningStack } from '../../local/state.ts';
import type { Principal } from '../../lib/platform/auth/principal.ts';
import { hashSecret, mintSecret } from '../../lib/platform/auth/secret.ts';
import type { PooledDatabase } from '../../lib/platform/db/driver.ts';
import { openDatabase } from '../../lib/platform/db/pg-driver.ts';

const PORTS = ['HTTP', 'WEBSOCKET', 'LAMBDA', 'POSTGRES', 'SQS', 'SMTP', 'MAIL'];
const START_LIMIT_MILLISECONDS = 60_000;

export interface TestStack {
  /** Its STRATA_LOCAL_DIR: by that a command finds it. */
  readonly folder: string;
  readonly state: RunningStack;
  readonly db: PooledDatabase;
  /** What it has printed so far: its own words and the logs of all functions. */
  output(): Promise<string>;
  /** A fresh ticket of a user, as POST /realtime/tickets issues it; `seconds` from now it is worthless. */
  ticketOf(bearer: Principal, seconds?: number): Promise<string>;
  /** The client of a user; closed after the test. */
  connect(bearer: Principal, options?: Partial<RealtimeOptions>): Promise<Realtime>;
  /** One bare connection of a user, with what it is told; closed after the test. */
  open(bearer: Principal): Promise<Socket & { readonly events: readonly ServerFrame[] }>;
}

/** Quick enough for a test to wait for. */
const QUICK = { answerTimeoutMilliseconds: 2_000, heartbeatMilliseconds: 300 };

/**
 * Call it at the top of a test file: the whole local stack, started as `npm start` does, with a database of its own. No
 * secret may lie in it in the end, nor in the log. `settings` gives variables of the environment, just before it starts.
 */
export const useStack = (
  settings: () => Promise<Readonly<Record<string, string>>> = () => Promise.resolve({}),
): TestStack => {
  let stack: (StackHandle & { readonly folder: string; readonly db: PooledDatabase }) | undefined;
  const current = () => {
    if (stack === undefined) throw new Error('the stack runs while tests run, not before');
    return stack;
  };
  const open: { close(): void }[] = [];
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'strata-e2e-'));
    const environment = {
      ...(await settings()),
      STRATA_LOCAL_DIR: folder,
      STRATA_EPHEMERAL: '1',
      ...Object.fromEntries(PORTS.map(name => [`STRATA_${name}_PORT`, '0'])),
    };
    const handle = await ensureStack({ environment });
    const db = openDatabase({ url: handle.state.databaseUrl, poolSize: 5, onIdleError: () => undefined });
    stack = { ...handle, folder, db };
  }, START_LIMIT_MILLISECONDS);
  afterEach(() => {
    for (const each of open.splice(0)) each.close();
  });
  afterAll(async () => {
    const inTables = await secretFormsInTables(current().db);
    const logged = secretFormsIn(await output()).map(name => `its log: ${name}`);
    await current().db.close();
    await current().stop();
    await rm(current().folder, { recursive: true, force: true });
    const secrets = [...inTables, ...logged];
    if (secrets.length > 0) throw new Error(`the stack left secrets in the clear: ${secrets.join(', ')}`);
  });

  const output = () => readFile(join(current().folder, 'offline.log'), 'utf8');
  const ticketOf: TestStack['ticketOf'] = async ({ userId, sessionId, role }, seconds = 30) => {
    const ticket = mintSecret();
    await current().db.query(
      `insert into tickets (hash, user_id, session_id, role, expires_at)
       values ($1, $2, $3, $4, now() + make_interval(secs => $5))`,
      [hashSecret(ticket), userId, sessionId, role, seconds],
    );
    return ticket;
  };
  return {
    get folder() {
      return current().folder;
    },
    get state() {
      return current().state;
    },
    get db() {
      return current().db;
    },
    output,
    ticketOf,
    connect: async (bearer, options) => {
      const url = current().state.websocketUrl;
      const client = await Realtime.connect({ url, ticket: () => ticketOf(bearer), ...QUICK, ...options });
      open.push(client);
      return client;
    },
    open: async bearer => {
      const events: ServerFrame[] = [];
      const socket = await openSocket({
        url: current().state.websocketUrl,
        ticket: await ticketOf(bearer),
        answerTimeoutMilliseconds: 40_000,
        onEvent: frame => events.push(frame),
      });
      open.push(socket);
      return { ...socket, events };
    },
  };
};
