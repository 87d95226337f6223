import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoIds } from '../../local/demo-data.ts';
import { ensureStack, type StackHandle } from '../../local/stack.ts';
import type { PooledDatabase } from '../../lib/platform/db/driver.ts';
import { openDatabase } from '../../lib/platform/db/pg-driver.ts';
import { orphans } from '../support/orders.ts';
import { httpClient } from '../support/outside.ts';
import { passMinutes } from '../support/pass-minutes.ts';
import { until } from '../support/until.ts';

jest.setTimeout(240_000);

const PORTS = ['HTTP', 'WEBSOCKET', 'LAMBDA', 'POSTGRES', 'SQS', 'SMTP', 'MAIL'];
const ORDERS = 150;
const CLIENTS = 6;
/** The stack is killed after this many answers. */
const KILLS_AFTER = [25, 60, 100];

let folder: string;
let stack: StackHandle;
const http = httpClient(() => stack.state.httpUrl);

const start = async () => {
  stack = await ensureStack({
    environment: {
      STRATA_LOCAL_DIR: folder,
      ...Object.fromEntries(PORTS.map(name => [`STRATA_${name}_PORT`, '0'])),
    },
  });
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata-kills-'));
  await start();
});
afterAll(async () => {
  await stack.stop();
  await rm(folder, { recursive: true, force: true });
});

const withDatabase = async <T>(work: (db: PooledDatabase) => Promise<T>): Promise<T> => {
  const db = openDatabase({ url: stack.state.databaseUrl, poolSize: 2, onIdleError: () => undefined });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
};

const isGone = (pid: number) => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

/** No part of it gets to say goodbye: queues and what was under way are lost, the database recovers from its log. */
const killAndStartAgain = async () => {
  const { pid } = stack.state;
  process.kill(pid, 'SIGKILL');
  await until(() => isGone(pid), 'the stack is gone');
  await start();
};

/** Sends an order until it is answered, with the same key each time. @returns its id */
const insist = async (token: string, key: string): Promise<string> => {
  for (;;) {
    const answer = await http('POST /orders', {
      token,
      headers: { 'idempotency-key': key },
      body: { items: [{ productId: demoIds.product, quantity: 1 }], paymentToken: 'tok_success' },
    }).catch(() => undefined);
    if (answer?.status === 201) return String(answer.body['id']);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
};

it('a stack killed in mid-work, again and again, neither loses nor doubles an order', async () => {
  const { body } = await http('POST /sessions', {
    body: { email: 'ada@strata.example', password: 'ada-demo-password' },
  });
  const token = String(body['accessToken']);
  const before = await withDatabase(db =>
    db.query('select stock from products where id = $1', [demoIds.product]),
  );

  const keys = Array.from({ length: ORDERS }, () => randomUUID());
  const answered = new Map<string, string>();
  const waiting = [...keys];
  const client = async () => {
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop())
      answered.set(key, await insist(token, key));
  };
  const clients = Promise.all(Array.from({ length: CLIENTS }, client));
  for (const count of KILLS_AFTER) {
    await until(() => answered.size >= count, `${count} orders are answered`, 60_000);
    await killAndStartAgain();
  }
  await clients;

  await withDatabase(async db => {
    const ids = [...answered.values()].sort();
    const mine = await db.query('select id from orders where id = any ($1)', [ids]);
    const all = await db.query(
      `select id from orders where created_at > (select max(applied_at) from migrations)
                                  and user_id = $1 and id <> all ($2)`,
      [demoIds.customer, [demoIds.order, demoIds.cancelledOrder]],
    );
    expect(new Set(ids).size).toBe(ORDERS);
    expect(mine).toHaveLength(ORDERS);
    expect(all.map(({ id }) => String(id)).sort()).toEqual(ids);
    expect(await db.query('select stock from products where id = $1', [demoIds.product])).toEqual([
      { stock: Number(before[0]?.['stock']) - ORDERS },
    ]);
    const { jobs, orders } = await orphans(db);
    // The orders of the demo data were never placed and have no first job.
    expect([jobs, orders]).toEqual([0, 2]);
  });

  // Every order goes on by itself to its end. One whose step was under way in two kills may have stalled too often.
  await until(
    async () => {
      await withDatabase(db => passMinutes(db, stack.state));
      const live = await withDatabase(db =>
        db.query(`select from jobs where state in ('queued', 'active', 'retrying') and name like 'order.%'`),
      );
      return live.length === 0;
    },
    'no step of an order is left',
    120_000,
  );
  await withDatabase(async db => {
    const states = await db.query(
      `select state, count(*) as count from orders where id = any ($1) group by state`,
      [[...answered.values()]],
    );
    const counts = new Map(states.map(({ state, count }) => [String(state), Number(count)]));
    expect(counts.get('shipped')).toBeGreaterThan(ORDERS * 0.9);
    const unpaid = await db.query(
      `select from orders where state in ('paid', 'shipped') and id = any ($1)
         and not exists (select from payments where order_id = orders.id)`,
      [[...answered.values()]],
    );
    expect(unpaid).toEqual([]);
  });
});
