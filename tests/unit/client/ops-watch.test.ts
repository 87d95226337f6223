import { describe, expect, it } from '@jest/globals';
import { useFakeWebSocket, type FakeWebSocket } from '../../support/fake-websocket.ts';

const { sockets, answer, connect, pass } = useFakeWebSocket();

/** What a connection has been asked about the live feed. */
const asked = (socket: FakeWebSocket | undefined) =>
  (socket?.received ?? []).filter(event => event.startsWith('ops.'));

describe('the live feed of jobs', () => {
  it('is watched again on the connection that follows a lost one, and on the one handed over to', async () => {
    const client = await connect();
    await client.watchOps();
    sockets[0]?.close();
    await pass(1);
    await client.handOver();
    expect(sockets.map(asked)).toEqual([['ops.join'], ['ops.join'], ['ops.join']]);
  });

  it('is watched on the next connection when this one is lost before it answers', async () => {
    const client = await connect();
    answer(({ event }, socket) =>
      event === 'ops.join' && socket === sockets[0] ? new Promise(() => undefined) : undefined,
    );
    const watching = client.watchOps();
    await pass(0);
    sockets[0]?.close();
    await watching;
    await pass(1);
    expect(asked(sockets[1])).toEqual(['ops.join']);
  });

  it('is watched on the new connection when it is asked for during a hand-over', async () => {
    const client = await connect();
    await client.join('one');
    const held = Promise.withResolvers<undefined>();
    answer(({ event }, socket) =>
      event === 'room.join' && socket === sockets[1] ? held.promise : undefined,
    );
    const handedOver = client.handOver();
    await pass(0);
    await client.watchOps();
    held.resolve(undefined);
    await handedOver;
    expect(sockets.map(asked)).toEqual([['ops.join'], ['ops.join']]);
  });

  it('is left on both connections when it is stopped during a hand-over', async () => {
    const client = await connect();
    await client.watchOps();
    const held = Promise.withResolvers<undefined>();
    answer(({ event }, socket) => (event === 'ops.join' && socket === sockets[1] ? held.promise : undefined));
    const handedOver = client.handOver();
    await pass(0);
    await client.unwatchOps();
    held.resolve(undefined);
    await handedOver;
    expect(sockets.map(asked)).toEqual([
      ['ops.join', 'ops.leave'],
      ['ops.join', 'ops.leave'],
    ]);
    await client.handOver();
    expect(asked(sockets[2])).toEqual([]);
  });

  it('is told as lost when its user is no administrator any more, and the connection goes on', async () => {
    const client = await connect();
    await client.watchOps();
    let lost = 0;
    client.on('ops.lost', () => (lost += 1));
    answer(({ event }) => (event === 'ops.join' ? { code: 'auth.forbidden', status: 403 } : undefined));
    await client.handOver();
    await client.handOver();
    expect(lost).toBe(1);
    expect(client.state).toBe('open');
    expect(asked(sockets[2])).toEqual([]);
  });

  it('is not given up when the server is busy', async () => {
    const client = await connect();
    await client.watchOps();
    let lost = 0;
    client.on('ops.lost', () => (lost += 1));
    answer(({ event }, socket) =>
      event === 'ops.join' && socket === sockets[1] ? { code: 'server.busy', status: 503 } : undefined,
    );
    sockets[0]?.close();
    await pass(5);
    expect(lost).toBe(0);
    expect(asked(sockets[2])).toEqual(['ops.join']);
  });

  it('is refused to somebody who is no administrator, and not asked for again', async () => {
    const client = await connect();
    answer(({ event }) => (event === 'ops.join' ? { code: 'auth.forbidden', status: 403 } : undefined));
    await expect(client.watchOps()).rejects.toMatchObject({ code: 'auth.forbidden' });
    await client.handOver();
    expect(asked(sockets[1])).toEqual([]);
  });
});
