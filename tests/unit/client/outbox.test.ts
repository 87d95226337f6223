import { describe, expect, it } from '@jest/globals';
import { Outbox, QueueFullError } from '../../../client/outbox.ts';
import { useFakeWebSocket } from '../../support/fake-websocket.ts';

const { sockets, answer, connect, pass } = useFakeWebSocket();

const to = (roomId: string, clientMessageId?: string) => ({ roomId, clientMessageId });

describe('messages that wait to be sent', () => {
  it('are bounded, over all rooms, and make room when they are sent', async () => {
    const held = Promise.withResolvers<string>();
    const outbox = new Outbox(() => held.promise, 2);
    const waiting = [outbox.send(to('one')), outbox.send(to('two'))];
    await expect(outbox.send(to('three'))).rejects.toThrow(QueueFullError);
    held.resolve('stored');
    expect(await Promise.all(waiting)).toEqual(['stored', 'stored']);
    expect(await outbox.send(to('three'))).toBe('stored');
  });

  it('make room when they are refused', async () => {
    const outbox = new Outbox(() => Promise.reject(new Error('refused')), 1);
    for (let times = 0; times < 3; times += 1)
      await expect(outbox.send(to('one'))).rejects.toThrow('refused');
  });

  it('may be 1,000 while the client is away, and are all sent when it is back', async () => {
    const client = await connect();
    const stored: string[] = [];
    answer(({ event, data }) => {
      if (event !== 'message.send') return undefined;
      stored.push(String(data['content']));
      return { message: { ...data, seq: stored.length } };
    });
    sockets[0]?.close();
    const contents = Array.from({ length: 1_000 }, (_, index) => `message ${index}`);
    const sent = Promise.all(contents.map(content => client.send('one', content)));
    await expect(client.send('two', 'one too many')).rejects.toThrow(QueueFullError);
    await pass(1);
    await sent;
    expect(stored).toEqual(contents);
  });
});

describe('the id of a message', () => {
  it('is the one that was given, at each try, and otherwise one of its own', async () => {
    const client = await connect();
    const ids: unknown[] = [];
    answer(({ event, data }, socket) => {
      if (event !== 'message.send') return undefined;
      ids.push(data['clientMessageId']);
      if (socket === sockets[0]) {
        socket.close();
        return undefined;
      }
      return { message: { ...data, seq: 1 } };
    });
    const sent = client.send('one', 'Hello', { clientMessageId: 'kept' });
    await pass(2);
    await sent;
    await client.send('one', 'Hello');
    await client.send('one', 'Hello', {});
    expect(ids.slice(0, 2)).toEqual(['kept', 'kept']);
    expect(new Set(ids).size).toBe(3);
    expect(ids).not.toContain(undefined);
  });
});
