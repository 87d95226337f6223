import { createServer } from 'node:http';
import Queue from 'bull';
import express, { type RequestHandler } from 'express';
import jwt from 'jsonwebtoken';
import pg from 'pg';
import { Server } from 'socket.io';

/** One application for everything, as it is often written, in one bundle: routes, sockets and a worker. */

const secret = 'of a benchmark';
const pool = new pg.Pool({ max: 2 });
const app = express();
app.use(express.json());

const authenticated: RequestHandler = (request, response, next) => {
  try {
    jwt.verify((request.headers.authorization ?? '').replace('Bearer ', ''), secret);
    next();
  } catch {
    response.status(401).end();
  }
};

app.get('/orders/:orderId', authenticated, async (request, response) => {
  const { rows } = await pool.query<{ id: string; state: string }>(
    'select id, state, total_cents from orders where id = $1',
    [request.params['orderId']],
  );
  response.status(rows.length === 0 ? 404 : 200).json(rows[0] ?? null);
});

/** Connects to Redis and listens. Not a part of loading, so it is not measured. */
export const handler = async (): Promise<void> => {
  const jobs = new Queue<unknown>('orders');
  const server = createServer(app);
  const io = new Server(server);
  app.post('/orders', authenticated, async (request, response) => {
    const job = await jobs.add(request.body);
    response.status(201).json({ id: job.id });
  });
  io.use((socket, next) => {
    jwt.verify(String(socket.handshake.auth['token']), secret, error => {
      next(error ?? undefined);
    });
  });
  io.on('connection', socket => socket.on('message', (text: unknown) => io.emit('message', text)));
  server.listen(3000);
  await jobs.process(async ({ data }) => {
    await pool.query('insert into orders select * from json_populate_record(null::orders, $1)', [data]);
  });
};
