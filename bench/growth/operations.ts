import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { jobSearchRepository } from '../../lib/jobs/jobs.search.repository.ts';
import type { JobFilter } from '../../lib/jobs/jobs.schema.ts';
import { orderListRepository } from '../../lib/orders/orders.lists.repository.ts';
import type { OrderFilter } from '../../lib/orders/orders.schema.ts';
import type { Executor } from '../../lib/platform/db/database.ts';
import type { PooledDatabase } from '../../lib/platform/db/driver.ts';
import { uuidv7 } from '../../lib/platform/ids/uuid.ts';
import { defineJob, newJob } from '../../lib/platform/jobs/job.ts';
import { ledger } from '../../lib/platform/jobs/ledger.ts';
import { messageRepository } from '../../lib/rooms/messages.repository.ts';
import type { Operation } from '../frame/repeated.ts';
import { done } from '../jobs/strata-jobs.ts';
import { idOf, ORDERS_EACH, type Kind } from './rows.ts';
import { anyBelow } from './sizes.ts';

const CALLS = 60;
const PAGE = 20;

type Operate = (db: PooledDatabase, size: number) => Operation;

const idRow = z.object({ id: z.string() });
const idAt = async (db: Executor, kind: Kind, number: number): Promise<string> => {
  const [row] = await db.query(`/* bench.id_of */ select ${idOf(kind, '$1::bigint')} as id`, [number]);
  return idRow.parse(row).id;
};

const expectPage = (ids: readonly string[], rows: number): void => {
  const sorted = [...ids].sort().reverse();
  if (ids.length !== rows || new Set(ids).size !== rows || ids.some((id, index) => id !== sorted[index]))
    throw new Error(`a page of ${rows} came as ${ids.join(', ')}`);
};

/** A page of a customer's orders from the middle on, and one of all that have failed. */
export const listOrders: Operate = (db, size) => {
  const pageOf = (
    executor: Executor,
    userId: string | null,
    filter: Pick<OrderFilter, 'state'>,
    from: string,
  ) =>
    orderListRepository.list(executor, userId, filter, {
      after: { placedAt: from, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' },
      limit: PAGE,
    });
  const middle = new Date(Date.UTC(2026, 0, 1) + (size / 2) * 1000).toISOString();
  return {
    name: 'orders list',
    size,
    calls: CALLS,
    tables: ['orders', 'order_items'],
    prepare: async () => {
      const userId = await idAt(db, 'user', anyBelow(size / ORDERS_EACH));
      return async () => {
        const own = await pageOf(db, userId, {}, middle);
        const failed = await pageOf(db, null, { state: 'payment_failed' }, middle);
        expectPage(
          own.map(({ id }) => id),
          Math.min(PAGE, ORDERS_EACH / 2),
        );
        expectPage(
          failed.map(({ id }) => id),
          Math.min(PAGE, size / 200),
        );
        if (own.some(order => order.userId !== userId))
          throw new Error('an order of somebody else is listed');
        if (failed.some(({ state }) => state !== 'payment_failed'))
          throw new Error('an order has not failed');
      };
    },
    statements: async executor => {
      await pageOf(executor, await idAt(db, 'user', 1), {}, middle);
      await pageOf(executor, null, { state: 'payment_failed' }, middle);
    },
  };
};

/** The job of an order, the jobs that have failed, and those of one name that have completed from the middle on. */
export const searchJobs: Operate = (db, size) => {
  const named: JobFilter = { name: 'email.send', state: ['completed'] };
  const search = (executor: Executor, filter: JobFilter, before?: string) =>
    jobSearchRepository.search(executor, filter, { before, limit: PAGE });
  return {
    name: 'jobs search',
    size,
    calls: CALLS,
    tables: ['jobs', 'job_payloads'],
    prepare: async () => {
      const number = anyBelow(size);
      const [jobId, orderId] = [await idAt(db, 'job', number), await idAt(db, 'order', number)];
      const middle = await idAt(db, 'job', size / 2);
      return async () => {
        const found = await search(db, { payload: { orderId } });
        if (found.length !== 1 || found[0]?.id !== jobId) throw new Error(`${orderId} has not one job`);
        const failed = await search(db, { state: ['failed'] });
        expectPage(
          failed.map(({ id }) => id),
          Math.min(PAGE, size / 100),
        );
        const completed = await search(db, named, middle);
        expectPage(
          completed.map(({ id }) => id),
          PAGE,
        );
      };
    },
    statements: async executor => {
      await search(executor, { payload: { orderId: await idAt(db, 'order', 1) } });
      await search(executor, { state: ['failed'] });
      await search(executor, named, await idAt(db, 'job', size / 2));
    },
  };
};

const job = defineJob({ name: 'bench.job', queue: 'high-priority', payload: z.strictObject({}) });
const BATCH = 10;

/** Ten jobs are claimed and settled. */
export const claimJobs: Operate = (db, size) => {
  const insert = async (): Promise<readonly string[]> => {
    const { ids } = await ledger.insert(
      db,
      Array.from({ length: BATCH }, () => newJob(job, {})),
    );
    return ids;
  };
  const claim = (executor: Executor, ids: readonly string[], token: string) =>
    ledger.claim(executor, { ids, token, leaseSeconds: 60, alone: false, names: [job.name] });
  return {
    name: 'claim and settle',
    size,
    calls: CALLS,
    tables: ['jobs', 'job_payloads'],
    prepare: async () => {
      const ids = await insert();
      return async () => {
        const token = randomUUID();
        const claims = await claim(db, ids, token);
        const { settled } = await ledger.settle(
          db,
          token,
          claims.map(({ id }) => ({ ...done, id })),
        );
        if (settled.size !== BATCH)
          throw new Error(`${settled.size} of ${BATCH} jobs were claimed and settled`);
      };
    },
    statements: async executor => claim(executor, await insert(), randomUUID()),
    restore: async () => {
      await db.query('/* bench.forget */ delete from jobs where name = $1', [job.name]);
      await db.query('vacuum jobs, job_payloads');
    },
  };
};

/** Something is said in the room. */
export const sendMessage: Operate = (db, size) => {
  let last = size;
  const messageOf = async () => ({
    id: uuidv7(),
    roomId: await idAt(db, 'room', 0),
    userId: await idAt(db, 'user', anyBelow(10)),
    content: 'It is.',
    clientMessageId: uuidv7(),
  });
  return {
    name: 'message send',
    size,
    calls: CALLS,
    tables: ['messages'],
    prepare: async () => {
      const said = await messageOf();
      return async () => {
        const stored = await messageRepository.append(db, said);
        last += 1;
        if (typeof stored === 'string' || !('seq' in stored) || stored.seq !== last)
          throw new Error(`message ${last} was stored as ${JSON.stringify(stored)}`);
      };
    },
    statements: async executor => {
      // It misses the row that it always gets.
      await messageRepository.append(executor, await messageOf()).catch(() => undefined);
      last += 1;
    },
  };
};
