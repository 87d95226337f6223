import { once } from 'node:events';
import { WebSocket, WebSocketServer } from 'ws';
import type { Holder } from '../holder.ts';
import { MESSAGE } from '../poster.ts';

/** ws: one frame, made once, to each client. */
export const serve = async (): Promise<Holder> => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const frame = Buffer.from(JSON.stringify({ event: 'message.new', data: { message: MESSAGE } }));
  return {
    port: (server.address() as { port: number }).port,
    tellAll: async () => {
      const sends = [...server.clients].map(
        client =>
          new Promise<void>((resolve, reject) => {
            client.send(frame, { binary: false }, error => (error ? reject(error) : resolve()));
          }),
      );
      await Promise.all(sends);
    },
  };
};

export const connect = async (port: number, heard: () => void): Promise<void> => {
  const client = new WebSocket(`ws://127.0.0.1:${port}`);
  client.on('message', heard);
  await once(client, 'open');
};
