import { beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { handler as count } from '../../../../../functions/http/notifications/count-unread.ts';
import { handler as list } from '../../../../../functions/http/notifications/list.ts';
import { handler as readAll } from '../../../../../functions/http/notifications/mark-all-read.ts';
import { handler as read } from '../../../../../functions/http/notifications/mark-read.ts';
import { notificationRepository } from '../../../../../lib/notifications/notifications.repository.ts';
import { notification } from '../../../../../lib/notifications/notifications.schema.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { encodeCursor } from '../../../../../lib/platform/http/page.ts';
import { uuidv7 } from '../../../../../lib/platform/ids/uuid.ts';
import { createUser } from '../../../../support/builders.ts';
import { useHttp } from '../../../../support/http.ts';
import { createNotification } from '../../../../support/notifications.ts';
import { plansOf } from '../../../../support/plans.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);

let ada: Principal;
let ben: Principal;
/** Ada's, from the oldest to the newest. */
let ids: string[];

beforeEach(async () => {
  ada = await createUser(database.db);
  ben = await createUser(database.db);
  ids = [];
  for (const minute of [1, 2, 3, 4, 5])
    ids.push(
      await createNotification(database.db, ada, {
        at: Date.now() - 600_000 + minute * 60_000,
        read: minute === 2,
      }),
    );
  await createNotification(database.db, ben);
});

const page = z.object({ data: z.array(notification), nextCursor: z.string().nullable() });
const listOf = async (as: Principal, query: Record<string, string> = {}) => {
  const { status, body } = await call(list, { as, query });
  expect(status).toBe(200);
  return page.parse(body);
};
const unreadOf = async (as: Principal) => (await call(count, { as })).body;

describe('GET /notifications', () => {
  it('lists the own ones, newest first, and says when each was read', async () => {
    const { data } = await listOf(ada);
    expect(data.map(({ id }) => id)).toEqual(ids.toReversed());
    expect(data.map(({ readAt }) => readAt !== null)).toEqual([false, false, false, true, false]);
    expect(data[0]).toMatchObject({ type: 'order.shipped', message: 'Your order is on its way.' });
  });

  it('lists the unread ones alone, when asked to', async () => {
    const { data } = await listOf(ada, { unread: 'true' });
    expect(data.map(({ id }) => id)).toEqual([ids[4], ids[3], ids[2], ids[0]]);
  });

  it('goes on where a page ended, while new ones come', async () => {
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const { data, nextCursor } = await listOf(ada, { limit: '2', ...(cursor && { cursor }) });
      seen.push(...data.map(({ id }) => id));
      cursor = nextCursor;
      await createNotification(database.db, ada);
    } while (cursor !== null);
    expect(seen).toEqual(ids.toReversed());
  });

  it.each([
    ['/query/limit', { limit: '0' }],
    ['/query/unread', { unread: '1' }],
    ['/query/cursor', { cursor: 'nonsense' }],
    ['/query/cursor', { cursor: encodeCursor('yesterday') }],
  ])('refuses %s of %j with 400', async (pointer, query) => {
    const { status, body } = await call(list, { as: ada, query });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'request.invalid', errors: [{ pointer }] });
  });

  it('is read from an index, also the unread ones among many, and so is their number', async () => {
    await database.rows(
      `insert into notifications (user_id, id, type, message, read_at)
       select $1, gen_random_uuid(), 'system', 'Old', now() from generate_series(1, 20000)`,
      [ada.userId],
    );
    await database.rows('analyze notifications');
    const query = { before: undefined, limit: 21 };
    const plans = await plansOf(database.db, async db => {
      await notificationRepository.list(db, ada.userId, { ...query, unread: false });
      await notificationRepository.list(db, ada.userId, { ...query, unread: true });
    });
    expect(plans.map(plan => /"Index Name":"(\w+)"/.exec(plan)?.[1])).toEqual([
      'notifications_pkey',
      'notifications_unread',
    ]);
    for (const plan of plans) expect(plan).not.toMatch(/"Node Type":"(Sort|Seq Scan)"/);
  });
});

describe('PUT /notifications/{notificationId}/read', () => {
  it('marks one as read, and keeps the time of the first when it is said again', async () => {
    const [notificationId = ''] = ids;
    const params = { notificationId };
    expect(await call(read, { as: ada, params })).toMatchObject({ status: 204, body: undefined });
    const readAt = () => database.value('select read_at from notifications where id = $1', [notificationId]);
    const first = await readAt();
    expect((await call(read, { as: ada, params })).status).toBe(204);
    expect(await readAt()).toBe(first);
    expect(await unreadOf(ada)).toEqual({ data: { count: 3 } });
  });

  it('answers for one of others as for none, and leaves it unread', async () => {
    for (const notificationId of [ids[0] ?? '', uuidv7()])
      expect(await call(read, { as: ben, params: { notificationId } })).toMatchObject({
        status: 404,
        body: { code: 'notification.not_found' },
      });
    expect(await unreadOf(ada)).toEqual({ data: { count: 4 } });
  });

  it('refuses an id that is none, with 400', async () => {
    expect(await call(read, { as: ada, params: { notificationId: '1' } })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/path/notificationId' }] },
    });
  });
});

describe('POST /notifications/read-all', () => {
  it('marks the own ones as read, says how many, and touches nobody else’s', async () => {
    expect(await call(readAll, { as: ada })).toMatchObject({ status: 200, body: { data: { read: 4 } } });
    expect(await call(readAll, { as: ada })).toMatchObject({ body: { data: { read: 0 } } });
    expect(await unreadOf(ada)).toEqual({ data: { count: 0 } });
    expect(await unreadOf(ben)).toEqual({ data: { count: 1 } });
  });

  it('leaves unread what came after the newest one that was seen', async () => {
    const upTo = ids[2] ?? '';
    expect(await call(readAll, { as: ada, query: { upTo } })).toMatchObject({ body: { data: { read: 2 } } });
    expect((await listOf(ada, { unread: 'true' })).data.map(({ id }) => id)).toEqual([ids[4], ids[3]]);
  });

  it('refuses an upTo that is no id, with 400', async () => {
    expect(await call(readAll, { as: ada, query: { upTo: 'today' } })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/query/upTo' }] },
    });
  });
});

describe('GET /notifications/unread-count', () => {
  it('counts the own unread ones', async () => {
    expect(await unreadOf(ada)).toEqual({ data: { count: 4 } });
    expect(await unreadOf(await createUser(database.db))).toEqual({ data: { count: 0 } });
  });
});

describe.each([
  ['list', list],
  ['count', count],
  ['mark one', read],
  ['mark all', readAll],
])('the route to %s', (_name, handler) => {
  it('asks who is calling, with 401', async () => {
    expect((await call(handler, { params: { notificationId: uuidv7() } })).status).toBe(401);
  });
});
