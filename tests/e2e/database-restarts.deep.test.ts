import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { demoIds } from '../../local/demo-data.ts';
import { startPostgres, type Postgres } from '../../local/postgres.ts';
import { ensureStack, type StackHandle } from '../../local/stack.ts';
import type { PooledDatabase } from '../../lib/platform/db/driver.ts';
import { openDatabase } from '../../lib/platform/db/pg-driver.ts';
import { httpClient, openSocket, type SocketClient } from '../support/outside.ts';
import { passMinutes } from '../support/pass-minutes.ts';
import { until } from '../support/until.ts';

/** The database stops and starts under requests, sockets and workers, as in a fail-over; the functions run on. */

jest.setTimeout(480_000);

const PORTS = ['HTTP', 'WEBSOCKET', 'LAMBDA', 'SQS', 'SMTP', 'MAIL'];
/** How long the database is away, each time: less than callers are kept waiting, and more. */
const OUTAGES_MILLISECONDS = [0, 1_500, 5_000];
/** Written before the first outage, and after each. */
const WRITES = 15;

let folder: string;
let postgres: Postgres;
let stack: StackHandle;
let db: PooledDatabase;
const http = httpClient(() => stack.state.httpUrl);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata-restarts-'));
  postgres = await startPostgres({ folder: join(folder, 'postgres') });
  await postgres.createDatabase('strata');
  stack = await ensureStack({
    environment: {
      STRATA_LOCAL_DIR: join(folder, 'stack'),
      DATABASE_URL: postgres.url('strata'),
      ...Object.fromEntries(PORTS.map(name => [`STRATA_${name}_PORT`, '0'])),
    },
  });
  db = openDatabase({ url: postgres.url('strata'), poolSize: 2, onIdleError: () => undefined });
});
afterAll(async () => {
  await db.close();
  await stack.stop();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

const restart = async (awayMilliseconds: number): Promise<void> => {
  const { port } = postgres;
  await postgres.stop();
  await sleep(awayMilliseconds);
  postgres = await startPostgres({ folder: join(folder, 'postgres'), port });
};

/** What was accepted so far, and the statuses of what was not. */
const accepted = { orders: [] as string[], messages: [] as number[] };
const refused: unknown[] = [];
let goesOn = true;

const order = async (token: string): Promise<void> => {
  const headers = { 'idempotency-key': randomUUID() };
  const body = { items: [{ productId: demoIds.product, quantity: 1 }], paymentToken: 'tok_success' };
  while (goesOn) {
    const answer = await http('POST /orders', { token, headers, body });
    if (answer.status === 201) {
      accepted.orders.push(String(answer.body['id']));
      return;
    }
    refused.push(answer.status === 503 && answer.headers.has('retry-after') ? 503 : answer);
  }
};

const acked = z.object({ message: z.object({ seq: z.number() }) });
const problem = z.object({ status: z.number() });

const say = async (socket: SocketClient): Promise<void> => {
  const data = { roomId: demoIds.room, content: 'still here', clientMessageId: randomUUID() };
  while (goesOn) {
    const { event, data: reply } = await socket.request('message.send', data);
    if (event === 'ack') {
      accepted.messages.push(acked.parse(reply).message.seq);
      return;
    }
    const { status } = problem.parse(reply);
    // More than ten a second are refused whatever the database does.
    if (status !== 429) refused.push(status);
    await sleep(200);
  }
};

const forEver = async (work: () => Promise<void>): Promise<void> => {
  while (goesOn) await work();
};

it('a database that restarts under traffic loses nothing that was accepted, and is found again by the same processes', async () => {
  const credentials = { email: 'ada@strata.example', password: 'ada-demo-password' };
  const token = String((await http('POST /sessions', { body: credentials })).body['accessToken']);
  const socket = await openSocket(stack.state.websocketUrl, token);
  expect(await socket.request('room.join', { roomId: demoIds.room })).toMatchObject({ event: 'ack' });
  const traffic = Promise.all([
    ...Array.from({ length: 3 }, () => forEver(() => order(token))),
    forEver(() => say(socket)),
  ]);
  const moreIsAccepted = async () => {
    const { orders, messages } = { orders: accepted.orders.length, messages: accepted.messages.length };
    await until(
      () => accepted.orders.length >= orders + WRITES && accepted.messages.length > messages,
      'orders and messages are accepted',
      60_000,
    );
  };
  await moreIsAccepted();
  for (const away of OUTAGES_MILLISECONDS) {
    await restart(away);
    await moreIsAccepted();
  }
  goesOn = false;
  await traffic;

  expect(socket.isOpen()).toBe(true);
  // The longest outage was felt, and nobody got anything but an answer or a 503 that says when to come again.
  expect(refused).toContain(503);
  expect(refused.filter(status => status !== 503)).toEqual([]);
  const stored = await db.query('select id from orders where id = any ($1)', [accepted.orders]);
  expect(stored).toHaveLength(accepted.orders.length);
  const seqs = (
    await db.query('select seq from messages where room_id = $1 order by seq', [demoIds.room])
  ).map(({ seq }) => Number(seq));
  expect(seqs).toEqual(seqs.map((_, index) => index + 1));
  expect(accepted.messages.filter(seq => !seqs.includes(seq))).toEqual([]);

  await until(
    async () => {
      await passMinutes(db, stack.state);
      const live = await db.query(
        `select from jobs where state in ('queued', 'active', 'retrying') and name like 'order.%'`,
      );
      return live.length === 0;
    },
    'no step of an order is left',
    180_000,
  );
  const states = await db.query('select distinct state from orders where id = any ($1)', [accepted.orders]);
  expect(states).toEqual([{ state: 'shipped' }]);
});
