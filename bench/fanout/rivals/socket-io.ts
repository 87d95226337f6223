import { once } from 'node:events';
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import type { Holder } from '../holder.ts';
import { MESSAGE } from '../poster.ts';

/** Socket.IO over WebSocket alone: all clients have joined a room. */
export const serve = async (): Promise<Holder> => {
  const http = createServer();
  const server = new Server(http, { transports: ['websocket'], serveClient: false });
  server.on('connection', socket => socket.join('room'));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return {
    port: (http.address() as { port: number }).port,
    tellAll: async () => {
      server.to('room').emit('message.new', { message: MESSAGE });
      // The sockets are written to in the turns of the loop that follow.
      await new Promise(resolve => setImmediate(resolve));
    },
  };
};

export const connect = async (port: number, heard: () => void): Promise<void> => {
  const socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true });
  socket.on('message.new', heard);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
};
