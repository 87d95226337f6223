import { describe, expect, it } from '@jest/globals';
import { useFakeWebSocket, type FakeWebSocket } from '../../support/fake-websocket.ts';

const { sockets, answer, connect, pass } = useFakeWebSocket();

/** The last thing a connection was asked about rooms: what it listens to. */
const last = (socket: FakeWebSocket | undefined) =>
  socket?.received.findLast(event => event.startsWith('room.'));

describe('leaving a room', () => {
  it('during a hand-over leaves it on both connections', async () => {
    const client = await connect();
    await client.join('one');
    const held = Promise.withResolvers<undefined>();
    answer(({ event }, socket) =>
      event === 'room.join' && socket === sockets[1] ? held.promise : undefined,
    );
    const handedOver = client.handOver();
    await pass(0);
    await client.leave('one');
    held.resolve(undefined);
    await handedOver;
    expect(sockets.map(last)).toEqual(['room.leave', 'room.leave']);
  });

  it('that is joined at once again joins it when it has been left: the server handles both side by side', async () => {
    const client = await connect();
    await client.join('one');
    const held = Promise.withResolvers<undefined>();
    answer(({ event }) => (event === 'room.leave' ? held.promise : undefined));
    const left = client.leave('one');
    const joined = client.join('one');
    await pass(1);
    expect(sockets.map(last)).toEqual(['room.leave']);
    held.resolve(undefined);
    await Promise.all([left, joined]);
    expect(sockets.map(last)).toEqual(['room.join']);
  });

  it('while there is no connection does not wait for one, and the next does not join it', async () => {
    const client = await connect();
    await client.join('one');
    sockets[0]?.close();
    await client.leave('one');
    await pass(1);
    expect(client.state).toBe('open');
    expect(last(sockets[1])).toBeUndefined();
  });
});

describe('what an application sends by itself', () => {
  it('is nothing that would be lost at the next connection, or by going past the feed of a room', async () => {
    const client = await connect();
    await client.request('presence.list', { roomId: 'one' });
    // @ts-expect-error The client joins rooms itself, so that it can join them again.
    await client.request('room.join', { roomId: 'one' });
    // @ts-expect-error Likewise the live feed.
    await client.request('ops.join', {});
    // @ts-expect-error `send` keeps messages until they are stored.
    await client.request('message.send', { roomId: 'one', content: 'Hello' });
    expect(sockets[0]?.received).toHaveLength(4);
  });
});
