import { beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { handler as read } from '../../../../functions/realtime/message-read.ts';
import { handler as join } from '../../../../functions/realtime/room-join.ts';
import { handler as leave } from '../../../../functions/realtime/room-leave.ts';
import { handler as disconnect } from '../../../../functions/realtime/disconnect.ts';
import { handler as joinOps } from '../../../../functions/realtime/ops-join.ts';
import { handler as leaveOps } from '../../../../functions/realtime/ops-leave.ts';
import { handler as ping } from '../../../../functions/realtime/ping.ts';
import { handler as listPresence } from '../../../../functions/realtime/presence-list.ts';
import { handler as startTyping } from '../../../../functions/realtime/typing-start.ts';
import { handler as stopTyping } from '../../../../functions/realtime/typing-stop.ts';
import { LARGEST_TYPING_ROOM } from '../../../../lib/rooms/listening.schema.ts';
import type { Principal } from '../../../../lib/platform/auth/principal.ts';
import { createConnection, createUser } from '../../../support/builders.ts';
import { useConnectionsApi } from '../../../support/connections-api.ts';
import { lambdaContext, useHttp } from '../../../support/http.ts';
import { createRoomOf, fillRoom } from '../../../support/rooms.ts';
import { callSocket, socketEventOf, type Frame } from '../../../support/socket.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();
useHttp(database);
const live = useConnectionsApi();

let ada: Principal;
let ben: Principal;
let roomId: string;
let phone: string;
let laptop: string;
let bens: string;
beforeEach(async () => {
  ada = await createUser(database.db, { name: 'Ada' });
  ben = await createUser(database.db, { name: 'Ben' });
  roomId = await createRoomOf(database.db, ada, 'private', [ben]);
  [phone, laptop, bens] = [
    await createConnection(database.db, ada),
    await createConnection(database.db, ada),
    await createConnection(database.db, ben),
  ];
});

type Handler = Parameters<typeof callSocket>[0];
const send = (
  handler: Handler,
  as: Principal,
  connectionId: string,
  event: string,
  data: unknown = { roomId },
) => callSocket(handler, { as, connectionId, frame: { event, id: 1, data } } satisfies Frame);
const joinAll = async () => {
  await send(join, ada, phone, 'room.join');
  await send(join, ada, laptop, 'room.join');
  await send(join, ben, bens, 'room.join');
  (live.posts as unknown[]).length = 0;
};
const told = (id: string) => live.to(id).map(({ event, data }) => ({ event, data }));
const done = { event: 'ack', id: 1, data: {} };

describe('room.join, room.leave and $disconnect', () => {
  it('tell the others who comes first and who goes last, and a second join tells nobody', async () => {
    const whereabouts = { roomId, userId: ada.userId };
    await send(join, ben, bens, 'room.join');
    for (const connection of [phone, laptop, phone]) await send(join, ada, connection, 'room.join');
    expect(told(bens)).toEqual([{ event: 'presence.join', data: whereabouts }]);
    expect(await send(leave, ada, phone, 'room.leave')).toEqual(done);
    expect(told(bens)).toHaveLength(1);
    await disconnect(
      socketEventOf({ as: ada, connectionId: laptop, eventType: 'DISCONNECT' }),
      lambdaContext(),
    );
    expect(told(bens)).toEqual([
      { event: 'presence.join', data: whereabouts },
      { event: 'presence.leave', data: whereabouts },
    ]);
    expect(await send(leave, ada, phone, 'room.leave')).toEqual(done);
    expect(told(bens)).toHaveLength(2);
  });
});

describe('typing.start and typing.stop', () => {
  it('are told to the others in the room, and kept nowhere', async () => {
    await joinAll();
    expect(await send(startTyping, ada, phone, 'typing.start')).toEqual(done);
    expect(await send(stopTyping, ada, phone, 'typing.stop')).toEqual(done);
    const typing = { roomId, userId: ada.userId };
    expect(told(bens)).toEqual([
      { event: 'user.typing', data: { ...typing, typing: true, expiresInSeconds: 6 } },
      { event: 'user.typing', data: { ...typing, typing: false, expiresInSeconds: 0 } },
    ]);
    expect(told(phone)).toEqual([]);
  });

  it('are told once, however often they are said at once', async () => {
    await joinAll();
    for (let times = 0; times < 3; times += 1)
      expect(await send(startTyping, ada, phone, 'typing.start')).toEqual(done);
    expect(told(bens)).toHaveLength(1);
    await send(startTyping, ben, bens, 'typing.start');
    expect(told(phone)).toHaveLength(1);
    for (let times = 0; times < 3; times += 1)
      expect(await send(stopTyping, ada, phone, 'typing.stop')).toEqual(done);
    expect(told(bens)).toHaveLength(2);
  });

  it('are told in a room of 200 listeners, and to nobody in a larger one', async () => {
    await joinAll();
    const fill = (count: number) =>
      database.rows(
        `with opened as (
           insert into connections (id, user_id, session_id)
           select gen_random_uuid(), $1, $2 from generate_series(1, $4::int)
           returning id
         )
         insert into subscriptions (room_id, connection_id) select $3, id from opened`,
        [ben.userId, ben.sessionId, roomId, count],
      );
    await fill(LARGEST_TYPING_ROOM - 3);
    expect(await send(startTyping, ada, phone, 'typing.start')).toEqual(done);
    expect(live.posts).toHaveLength(LARGEST_TYPING_ROOM - 1);
    await fill(1);
    expect(await send(startTyping, ben, bens, 'typing.start')).toEqual(done);
    expect(await send(stopTyping, ada, phone, 'typing.stop')).toEqual(done);
    expect(live.posts).toHaveLength(LARGEST_TYPING_ROOM - 1);
  });
});

describe('message.read', () => {
  it('moves the mark, and tells the others once', async () => {
    await joinAll();
    await fillRoom(database.db, roomId, 3);
    const state = { event: 'ack', id: 1, data: { readSeq: 2, lastSeq: 3, unread: 1 } };
    for (let times = 0; times < 2; times += 1)
      expect(await send(read, ada, phone, 'message.read', { roomId, seq: 2 })).toEqual(state);
    expect(told(bens)).toEqual([{ event: 'message.read', data: { roomId, userId: ada.userId, seq: 2 } }]);
  });
});

describe('presence.list', () => {
  it('counts the devices of each person who listens', async () => {
    await joinAll();
    const people = [
      { userId: ada.userId, name: 'Ada', devices: 2 },
      { userId: ben.userId, name: 'Ben', devices: 1 },
    ].sort((one, other) => (one.userId < other.userId ? -1 : 1));
    expect(await send(listPresence, ben, bens, 'presence.list')).toEqual({ ...done, data: { people } });
  });
});

describe('ping', () => {
  it('says how far the rooms of this connection have come that its user may still enter', async () => {
    await joinAll();
    await fillRoom(database.db, roomId, 7);
    const rooms = (reply: unknown) =>
      expect(reply).toEqual({ ...done, data: { rooms: [{ roomId, lastSeq: 7 }], more: false } });
    rooms(await send(ping, ada, phone, 'ping', {}));
    rooms(await callSocket(ping, { as: ada, connectionId: phone, frame: { event: 'ping', id: 1 } }));
    await database.rows('delete from room_members where user_id = $1', [ben.userId]);
    expect(await send(ping, ben, bens, 'ping', {})).toEqual({ ...done, data: { rooms: [], more: false } });
  });

  it('says it a page at a time, each of which fits into a frame', async () => {
    await database.rows(
      `with made as (
         insert into rooms (id, name, visibility, last_seq)
         select gen_random_uuid(), 'room', 'public', 2000000000 from generate_series(1, 400)
         returning id
       )
       insert into subscriptions (room_id, connection_id) select id, $1 from made`,
      [phone],
    );
    const page = z.object({
      data: z.object({ rooms: z.array(z.object({ roomId: z.string() })), more: z.boolean() }),
    });
    const first = await send(ping, ada, phone, 'ping', {});
    const { rooms, more } = page.parse(first).data;
    expect(more).toBe(true);
    expect(JSON.stringify(first).length).toBeLessThan(32 * 1024);
    const rest = page.parse(await send(ping, ada, phone, 'ping', { after: rooms.at(-1)?.roomId })).data;
    expect(rest.more).toBe(false);
    expect(new Set([...rooms, ...rest.rooms].map(room => room.roomId)).size).toBe(400);
  });
});

describe('somebody who may not enter', () => {
  it.each([
    ['room.join', join],
    ['typing.start', startTyping],
    ['typing.stop', stopTyping],
    ['presence.list', listPresence],
    ['message.read', read],
  ] as const)('is told by %s that there is no such room, checked at each event', async (event, handler) => {
    await joinAll();
    const data = event === 'message.read' ? { roomId, seq: 1 } : { roomId };
    await database.rows('delete from room_members where user_id = $1', [ben.userId]);
    expect(await send(handler, ben, bens, event, data)).toMatchObject({
      event: 'error',
      data: { code: 'room.not_found', status: 404 },
    });
    expect(live.posts).toEqual([]);
  });
});

describe('ops.join', () => {
  it('is for administrators, by what the database says now', async () => {
    const admin = await createUser(database.db, { role: 'admin' });
    const connection = await createConnection(database.db, admin);
    const listening = () =>
      database.value('select count(*) from subscriptions where connection_id = $1', [connection]);
    expect(await send(joinOps, admin, connection, 'ops.join', {})).toEqual(done);
    expect(await listening()).toBe(1);
    expect(await send(leaveOps, admin, connection, 'ops.leave', {})).toEqual(done);
    expect(await listening()).toBe(0);
    await database.rows(`update users set role = 'user' where id = $1`, [admin.userId]);
    for (const [who, id] of [
      [admin, connection],
      [ada, phone],
    ] as const)
      expect(await send(joinOps, who, id, 'ops.join', {})).toMatchObject({
        data: { code: 'auth.forbidden' },
      });
    expect(await listening()).toBe(0);
  });
});

describe('a flood', () => {
  it('is answered with errors, and the connection closed in the end', async () => {
    const replies = await Promise.all(Array.from({ length: 160 }, () => send(ping, ada, laptop, 'ping', {})));
    const limited = replies.filter(reply => reply?.data.code === 'request.rate_limited');
    expect(limited.length).toBeGreaterThanOrEqual(100);
    expect(limited[0]?.data).toMatchObject({ status: 429, retryAfterSeconds: 1 });
    expect(live.closed).toContain(laptop);
    expect(await send(ping, ben, bens, 'ping', {})).toMatchObject({ event: 'ack' });
  });
});
