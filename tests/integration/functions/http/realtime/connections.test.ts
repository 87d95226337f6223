import { beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { handler as end } from '../../../../../functions/http/realtime/end-connection.ts';
import { handler as list } from '../../../../../functions/http/realtime/list-connections.ts';
import { connection } from '../../../../../lib/connections/connections.schema.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { createConnection, createRoom, createUser } from '../../../../support/builders.ts';
import { useConnectionsApi } from '../../../../support/connections-api.ts';
import { useHttp } from '../../../../support/http.ts';
import { listen } from '../../../../support/rooms.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);
useConnectionsApi();

const page = z.object({ data: z.array(connection), nextCursor: z.string().nullable() });
let admin: Principal;
let ada: Principal;
beforeEach(async () => {
  await database.rows('delete from connections');
  admin = await createUser(database.db, { role: 'admin' });
  ada = await createUser(database.db, { name: 'Ada' });
});
const read = async (query: Record<string, string> = {}) => {
  const { status, body } = await call(list, { as: admin, query });
  expect(status).toBe(200);
  return page.parse(body);
};
const connectionsOf = (who: Principal, count: number) =>
  Promise.all(Array.from({ length: count }, () => createConnection(database.db, who)));

describe('GET /realtime/connections', () => {
  it('says who is connected, since when, and to how many rooms they listen', async () => {
    const [id = ''] = await connectionsOf(ada, 1);
    await listen(database.db, id, await createRoom(database.db, 'public', []));
    const { data, nextCursor } = await read();
    expect(nextCursor).toBeNull();
    expect(data).toEqual([
      {
        id,
        userId: ada.userId,
        userName: 'Ada',
        sessionId: ada.sessionId,
        connectedAt: data[0]?.connectedAt,
        rooms: 1,
      },
    ]);
  });

  it('shows every connection once, whatever the size of a page, and of one user when asked', async () => {
    const mine = (await connectionsOf(ada, 5)).sort();
    const all = [...mine, ...(await connectionsOf(admin, 4))].sort();
    for (const [query, expected] of [
      [{}, all],
      [{ userId: ada.userId }, mine],
    ] as const) {
      const seen: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const found = await read({ limit: '2', ...query, ...(cursor !== undefined && { cursor }) });
        seen.push(...found.data.map(({ id }) => id));
        cursor = found.nextCursor;
      }
      expect(seen).toEqual(expected);
    }
  });

  it.each([
    [{ userId: 'nobody' }, '/query/userId'],
    [{ limit: '0' }, '/query/limit'],
    [{ cursor: 'x' }, '/query/cursor'],
    [{ who: 'me' }, '/query/who'],
  ])('refuses the query %j', async (query, pointer) => {
    const { status, body } = await call(list, { as: admin, query });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'request.invalid', errors: [{ pointer }] });
  });
});

describe('DELETE /realtime/connections/{connectionId}', () => {
  it('forgets the connection at once, and answers 404 for one that is not there', async () => {
    const [gone = '', stays = ''] = await connectionsOf(ada, 2);
    expect(await call(end, { as: admin, params: { connectionId: gone } })).toMatchObject({ status: 204 });
    expect((await read()).data.map(({ id }) => id)).toEqual([stays]);
    const again = await call(end, { as: admin, params: { connectionId: gone } });
    expect(again).toMatchObject({ status: 404, body: { code: 'connection.not_found' } });
  });
});

describe.each([
  ['GET /realtime/connections', list, {}],
  ['DELETE /realtime/connections/{connectionId}', end, { connectionId: 'c1' }],
])('%s', (_name, handler, params) => {
  it('is for administrators whose session goes on', async () => {
    expect(await call(handler, { params })).toMatchObject({ status: 401 });
    expect(await call(handler, { as: ada, params })).toMatchObject({ status: 403 });
    await database.rows('delete from sessions where id = $1', [admin.sessionId]);
    expect(await call(handler, { as: admin, params })).toMatchObject({ status: 401 });
  });
});
