import { beforeEach, describe, expect, it } from '@jest/globals';
import { handler as post } from '../../../../functions/http/rooms/post-message.ts';
import { handler as any } from '../../../../functions/realtime/default.ts';
import { handler as send } from '../../../../functions/realtime/message-send.ts';
import type { Principal } from '../../../../lib/platform/auth/principal.ts';
import { connectionRegistry } from '../../../../lib/platform/realtime/registry.ts';
import { messageLimit } from '../../../../lib/rooms/rooms.schema.ts';
import { createConnection, createRoom, createUser } from '../../../support/builders.ts';
import { useConnectionsApi } from '../../../support/connections-api.ts';
import { useHttp } from '../../../support/http.ts';
import { countUses } from '../../../support/rate-limits.ts';
import { listen } from '../../../support/rooms.ts';
import { callSocket } from '../../../support/socket.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);
const live = useConnectionsApi();

let ada: Principal;
let phone: string;
let roomId: string;
beforeEach(async () => {
  ada = await createUser(database.db, { role: 'admin' });
  phone = await createConnection(database.db, ada);
  roomId = await createRoom(database.db, 'public');
});

const say = (data: object = {}, as = ada, connectionId = phone) =>
  callSocket(send, {
    as,
    connectionId,
    frame: { event: 'message.send', id: 1, data: { roomId, content: 'Hello', ...data } },
  });
const stored = () => database.value('select count(*) from messages where room_id = $1', [roomId]);
const lastSeq = () => database.value('select last_seq from rooms where id = $1', [roomId]);

describe('the limit of messages', () => {
  const used = (count: number) => countUses(database.db, messageLimit.name, ada.userId, count);
  const overHttp = () => call(post, { as: ada, params: { roomId }, body: { content: 'Hello' } });

  it('is one for both doors, over all devices and rooms', async () => {
    await used(messageLimit.limit - 3);
    const laptop = await createConnection(database.db, ada);
    expect(await say()).toMatchObject({ event: 'ack' });
    expect((await overHttp()).status).toBe(201);
    expect(await say({ roomId: await createRoom(database.db, 'public') }, ada, laptop)).toMatchObject({
      event: 'ack',
    });
    const refused = await say({}, ada, laptop);
    expect(refused).toMatchObject({
      event: 'error',
      id: 1,
      data: { code: 'request.rate_limited', status: 429 },
    });
    const { retryAfterSeconds } = refused?.data ?? {};
    expect(retryAfterSeconds).toBeGreaterThan(0);
    expect(retryAfterSeconds).toBeLessThanOrEqual(600);
    expect((await overHttp()).status).toBe(429);
    expect([await stored(), await lastSeq()]).toEqual([2, 2]);
    const ben = await createUser(database.db);
    expect(await say({}, ben, await createConnection(database.db, ben))).toMatchObject({ event: 'ack' });
  });

  it('holds for messages sent at once', async () => {
    await used(messageLimit.limit - 5);
    const replies = await Promise.all(Array.from({ length: 20 }, () => say()));
    expect(replies.filter(reply => reply?.event === 'ack')).toHaveLength(5);
    expect([await stored(), await lastSeq()]).toEqual([5, 5]);
  });

  it('does not count a message that is stored already', async () => {
    await used(messageLimit.limit - 2);
    for (let times = 0; times < 3; times += 1)
      expect(await say({ clientMessageId: 'same' })).toMatchObject({ data: { message: { seq: 1 } } });
    expect(await say({ clientMessageId: 'other' })).toMatchObject({ event: 'ack' });
    expect(await say({ clientMessageId: 'a third' })).toMatchObject({ data: { status: 429 } });
  });
});

describe('a connection whose session has ended, and whose closing has failed', () => {
  const said = (event: string, data: object) =>
    callSocket(any, { as: ada, connectionId: phone, frame: { event, id: 'x', data } });

  it.each([
    ['message.send', { content: 'Hello' }],
    ['message.send', { content: 'Hello', clientMessageId: 'stored' }],
    ['message.read', { seq: 1 }],
    ['room.join', { after: 0 }],
    ['typing.start', {}],
    ['presence.list', {}],
  ])('is refused %s at once, and closed', async (event, data) => {
    await say({ clientMessageId: 'stored' });
    await listen(database.db, phone, roomId);
    await connectionRegistry.removeToClose(database.db, { sessionIds: [ada.sessionId] });
    expect(await said(event, { roomId, ...data })).toMatchObject({
      event: 'error',
      id: 'x',
      data: { code: 'auth.required', status: 401 },
    });
    expect(live.closed).toEqual([phone]);
    expect([await stored(), await lastSeq()]).toEqual([1, 1]);
  });

  it.each(['ping', 'ops.join'])('is refused %s at once, and closed', async event => {
    await connectionRegistry.removeToClose(database.db, { sessionIds: [ada.sessionId] });
    await database.rows('delete from sessions where id = $1', [ada.sessionId]);
    expect(await said(event, {})).toMatchObject({ event: 'error', data: { code: 'auth.required' } });
    expect(live.closed).toEqual([phone]);
  });

  it('does not have its rooms found out: it is told the same of any', async () => {
    const hidden = await createRoom(database.db, 'private', [await createUser(database.db)]);
    await connectionRegistry.removeToClose(database.db, { sessionIds: [ada.sessionId] });
    const told = async (id: string) => (await said('room.join', { roomId: id }))?.data.code;
    expect([await told(roomId), await told(hidden)]).toEqual(['auth.required', 'auth.required']);
  });
});

describe('what a service refuses on a connection that stands', () => {
  it('is answered as ever, and closes nothing', async () => {
    const hidden = await createRoom(database.db, 'private', [await createUser(database.db)]);
    expect(await say({ roomId: hidden })).toMatchObject({ data: { code: 'room.not_found' } });
    expect(live.closed).toEqual([]);
  });
});
