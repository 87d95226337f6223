import { beforeAll, describe, expect, it } from '@jest/globals';
import { ok } from 'neverthrow';
import type { OrderState } from '../../../../lib/orders/orders.schema.ts';
import type { Principal } from '../../../../lib/platform/auth/principal.ts';
import { withTransaction } from '../../../../lib/platform/db/transaction.ts';
import { figuresRepository } from '../../../../lib/reports/figures.repository.ts';
import type { Figures } from '../../../../lib/reports/reports.schema.ts';
import { createUser } from '../../../support/builders.ts';
import {
  insertConversation,
  insertEndedJob,
  insertMail,
  insertOrder,
  insertProduct,
} from '../../../support/report-rows.ts';
import { useDatabase } from '../../../support/use-database.ts';

/** 8 March 2026 in New York, which has 23 hours: each figure below is counted by hand from the rows beneath it. */
const SINCE = '2026-03-08T05:00:00.000Z';
const NOON = '2026-03-08T16:00:00.000Z';
const LAST = '2026-03-09T03:59:59.999Z';
const UNTIL = '2026-03-09T04:00:00.000Z';
const BEFORE = '2026-03-07T16:00:00.000Z';
const LONG_AGO = '2026-01-01T00:00:00.000Z';

const database = useDatabase();

const computeBetween = async (since: string, until: string): Promise<Figures> => {
  const span = { since: new Date(since), until: new Date(until) };
  const result = await withTransaction(database.db, async tx =>
    ok(await figuresRepository.compute(tx, span, async () => undefined)),
  );
  return result._unsafeUnwrap();
};

const userAt = async (createdAt: string, signedInAt = LONG_AGO): Promise<Principal> => {
  const user = await createUser(database.db, { createdAt });
  await database.rows('update sessions set created_at = $2 where user_id = $1', [user.userId, signedInAt]);
  return user;
};

const shipped: readonly OrderState[] = ['pending', 'validated', 'paying', 'paid', 'shipped'];
const failed: readonly OrderState[] = ['pending', 'validated', 'paying', 'payment_failed'];

const insertOrders = async (ada: Principal, ben: Principal, ids: Readonly<Record<string, string>>) => {
  const { mug = '', pen = '', tea = '' } = ids;
  const orders: Parameters<typeof insertOrder>[1][] = [
    {
      by: ada,
      at: SINCE,
      trail: shipped,
      items: [
        [mug, 2],
        [pen, 1],
      ],
      paid: [2250, 'USD', NOON],
    },
    { by: ben, at: NOON, trail: shipped.slice(0, 4), items: [[tea, 3]], paid: [900, 'EUR', NOON] },
    { by: ada, at: NOON, trail: ['pending', 'cancelled'], items: [[mug, 5]] },
    { by: ben, at: NOON, trail: ['pending', 'validated', 'cancelled'], items: [[mug, 1]] },
    { by: ada, at: NOON, trail: failed, items: [[pen, 9]] },
    {
      by: ben,
      at: NOON,
      trail: [...shipped, 'refunding', 'refunded'],
      items: [[pen, 4]],
      paid: [5000, 'USD', NOON],
      refundedAt: LAST,
    },
    {
      by: ada,
      at: NOON,
      trail: [...shipped.slice(0, 4), 'refunding'],
      items: [[tea, 1]],
      paid: [300, 'EUR', NOON],
    },
    { by: ben, at: LAST, trail: ['pending'], items: [[mug, 7]] },
    // The next day's first.
    { by: ada, at: UNTIL, trail: shipped, items: [[mug, 100]], paid: [50_000, 'USD', UNTIL] },
    // Of the day before: one given back on the day, one paid on the day.
    {
      by: ben,
      at: BEFORE,
      trail: [...shipped, 'refunding', 'refunded'],
      items: [[mug, 1]],
      paid: [500, 'USD', BEFORE],
      refundedAt: NOON,
    },
    { by: ada, at: BEFORE, trail: shipped, items: [[tea, 10]], paid: [3000, 'EUR', SINCE] },
  ];
  for (const order of orders) await insertOrder(database.db, order);
};

const insertProducts = async () => ({
  mug: await insertProduct(database.db, { name: 'Mug', createdAt: LONG_AGO }),
  pen: await insertProduct(database.db, { name: 'Pen', createdAt: LONG_AGO, stock: 3 }),
  tea: await insertProduct(database.db, { name: 'Tea', createdAt: LONG_AGO }),
  // On sale until after the day, but off sale now.
  old: await insertProduct(database.db, { name: 'Old', createdAt: LONG_AGO, archivedAt: UNTIL, stock: 0 }),
  gone: await insertProduct(database.db, { name: 'Gone', createdAt: LONG_AGO, archivedAt: NOON, stock: 1 }),
  future: await insertProduct(database.db, { name: 'Future', createdAt: UNTIL }),
});

const insertRest = async (ada: Principal, dan: Principal) => {
  await insertConversation(database.db, { at: NOON, by: [ada, dan] });
  await insertConversation(database.db, { at: LAST, madeAt: LONG_AGO, by: [null] });
  await insertConversation(database.db, { at: UNTIL, by: [ada] });
  for (const waitSeconds of [1, 2, 10])
    await insertEndedJob(database.db, { state: 'completed', finishedAt: NOON, waitSeconds });
  await insertEndedJob(database.db, { state: 'failed', finishedAt: SINCE, waitSeconds: 0.5 });
  await insertEndedJob(database.db, { state: 'cancelled', finishedAt: NOON });
  await insertEndedJob(database.db, { state: 'completed', finishedAt: UNTIL, waitSeconds: 99 });
  await insertMail(database.db, ada, { at: SINCE, sent: true });
  await insertMail(database.db, ada, { at: LAST, sent: false });
  await insertMail(database.db, ada, { at: UNTIL, sent: true });
};

describe('the figures of a day', () => {
  let figures: Figures;
  beforeAll(async () => {
    const ada = await userAt(LONG_AGO);
    const ben = await userAt(SINCE);
    const dan = await userAt(LONG_AGO);
    await userAt(LAST);
    // Only signed in.
    await userAt(LONG_AGO, NOON);
    await userAt(UNTIL);
    await insertOrders(ada, ben, await insertProducts());
    await insertRest(ada, dan);
    figures = await computeBetween(SINCE, UNTIL);
  });

  it('count the orders placed on it by where they are now', () => {
    expect(figures.orders).toMatchObject({
      placed: 8,
      byState: {
        pending: 1,
        paid: 1,
        payment_failed: 1,
        shipped: 1,
        cancelled: 2,
        refunding: 1,
        refunded: 1,
      },
    });
  });

  it('tell how far those orders got, also those that were called off or given back later', () => {
    expect(figures.orders.funnel).toEqual({ placed: 8, validated: 6, paid: 4, shipped: 2 });
  });

  it('add up what was paid and what was given back on it, whenever that was ordered, by currency', () => {
    expect(figures.revenue).toEqual([
      { currency: 'EUR', cents: 4200, payments: 3, averageCents: 1400, refundedCents: 0, refunds: 0 },
      { currency: 'USD', cents: 7250, payments: 2, averageCents: 3625, refundedCents: 5500, refunds: 2 },
    ]);
  });

  it('count as sold what was ordered on it, paid for and not given back', () => {
    expect(figures.products.best.map(({ name, quantity }) => [name, quantity])).toEqual([
      ['Tea', 3],
      ['Mug', 2],
      ['Pen', 1],
    ]);
  });

  it('list as sold least what was on sale when it ended, whatever was put on or off sale since', () => {
    expect(figures.products.worst.map(({ name, quantity }) => [name, quantity])).toEqual([
      ['Old', 0],
      ['Pen', 1],
      ['Mug', 2],
      ['Tea', 3],
    ]);
  });

  it('name what is running out, and is still on sale', () => {
    expect(figures.products.lowStock.map(({ name, stock }) => [name, stock])).toEqual([['Pen', 3]]);
  });

  it('count who registered, and who ordered, wrote or signed in', () => {
    expect(figures.users).toEqual({ new: 2, active: 4 });
  });

  it('count messages, the rooms they were said in, and new rooms', () => {
    expect(figures.messages).toEqual({ sent: 3, rooms: 2, newRooms: 1 });
  });

  it('count jobs that completed or failed, and tell how long they had waited', () => {
    expect(figures.jobs).toEqual({ completed: 3, failed: 1, waitSeconds: { median: 1, p95: 10 } });
  });

  it('count mails', () => {
    expect(figures.mails).toEqual({ written: 2, sent: 1 });
  });

  it('are zeros where nothing happened', async () => {
    expect(await computeBetween('2025-12-24T05:00:00Z', '2025-12-25T05:00:00Z')).toEqual({
      orders: { placed: 0, byState: {}, funnel: { placed: 0, validated: 0, paid: 0, shipped: 0 } },
      revenue: [],
      products: {
        best: [],
        worst: [],
        lowStock: [expect.objectContaining({ name: 'Pen', stock: 3 })],
      },
      users: { new: 0, active: 0 },
      messages: { sent: 0, rooms: 0, newRooms: 0 },
      jobs: { completed: 0, failed: 0, waitSeconds: null },
      mails: { written: 0, sent: 0 },
    });
  });

  it('split between days without a gap or an overlap', async () => {
    const before = await computeBetween('2026-03-07T05:00:00Z', SINCE);
    const after = await computeBetween(UNTIL, '2026-03-10T04:00:00Z');
    const all = await computeBetween('2026-03-07T05:00:00Z', '2026-03-10T04:00:00Z');
    expect(before.orders.placed + figures.orders.placed + after.orders.placed).toBe(all.orders.placed);
    expect(all.orders.placed).toBe(11);
  });
});

describe('jobs', () => {
  it.each([
    ['was put off for ever while it ran', '2025-08-01', `run_at = 'infinity'`],
    ['began before it was due', '2025-08-02', `started_at = run_at - interval '1 hour'`],
  ])('count as not having waited when one %s', async (_, date, change) => {
    const finishedAt = `${date}T12:00:00Z`;
    await insertEndedJob(database.db, { state: 'failed', finishedAt, waitSeconds: 5 });
    await database.rows(`update jobs set ${change} where finished_at = $1`, [finishedAt]);
    const { jobs } = await computeBetween(`${date}T00:00:00Z`, `${date}T23:00:00Z`);
    expect(jobs.waitSeconds).toEqual({ median: 0, p95: 0 });
  });
});

describe('many currencies', () => {
  it('leave out those used least, so that a report stays small', async () => {
    const { userId } = await userAt(LONG_AGO);
    await database.rows(
      `with paid as (
         insert into orders (id, user_id, state, total_cents, currency)
         select gen_random_uuid(), $1, 'paid', 100, 'X' || chr(65 + n / 26) || chr(65 + n % 26)
         from (select generate_series(0, 250) as n union all select 250) as numbers
         returning id, total_cents, currency
       )
       insert into payments (order_id, provider, reference, amount_cents, currency, created_at)
       select id, 'fake', 'charge', total_cents, currency, '2025-11-05T12:00:00Z' from paid`,
      [userId],
    );
    const { revenue } = await computeBetween('2025-11-05T00:00:00Z', '2025-11-06T00:00:00Z');
    expect(revenue).toHaveLength(200);
    expect(revenue[0]).toMatchObject({ currency: 'XJQ', cents: 200 });
  });
});
