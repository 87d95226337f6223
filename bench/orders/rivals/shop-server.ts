import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import express, { type NextFunction, type Request, type Response } from 'express';
import { createLocalJWKSet, jwtVerify } from 'jose';
import pg from 'pg';
import * as z from 'zod';

/** A shop on Express and node-postgres: who asks is verified, what they ask for is parsed, errors become statuses. */

const placement = z.object({
  items: z
    .array(z.object({ productId: z.guid(), quantity: z.number().int().min(1).max(1000) }))
    .min(1)
    .max(100),
  paymentToken: z.string().min(1).max(255),
});
export type Placement = z.infer<typeof placement>;

/** An expected failure. */
export class OutOfStock extends Error {}

/** Places an order in the transaction that `client` has begun. @throws OutOfStock */
export type Place = (client: pg.PoolClient, userId: string, order: Placement) => Promise<unknown>;

const DEADLOCK = '40P01';
const MOST_ATTEMPTS = 100;

export const startShop = async (place: Place): Promise<number> => {
  const pool = new pg.Pool({
    connectionString: process.env['DATABASE_URL'],
    max: Number(process.env['DATABASE_POOL_SIZE']),
    // As Postgres has them: the time-outs of our migrations would fail those who wait behind a deadlock.
    options: '-c lock_timeout=0 -c statement_timeout=0 -c idle_in_transaction_session_timeout=0',
  });
  pool.on('error', () => undefined);
  const keys = createLocalJWKSet(JSON.parse(process.env['JWT_PUBLIC_KEYS'] ?? ''));
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json());

  const authenticate = async (request: Request, response: Response, next: NextFunction) => {
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: 'strata',
        audience: 'strata-api',
        algorithms: ['ES256'],
        typ: 'at+jwt',
      });
      response.locals['userId'] = payload.sub;
      next();
    } catch {
      response.status(401).json({ error: 'unauthorized' });
    }
  };

  app.post('/orders', authenticate, async (request, response) => {
    const order = placement.safeParse(request.body);
    if (!order.success) return void response.status(400).json({ error: order.error.issues });
    const placed = await inTransaction(pool, client => place(client, response.locals['userId'], order.data));
    response.status(201).json(placed);
  });

  app.use((error: Error, _request: Request, response: Response, _next: NextFunction) => {
    if (error instanceof OutOfStock) response.status(409).json({ error: 'out of stock' });
    else {
      console.error(error);
      response.status(500).json({ error: 'internal' });
    }
  });

  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

/** A transaction that Postgres ended because of a deadlock is tried again. */
const inTransaction = async (pool: pg.Pool, work: (client: pg.PoolClient) => Promise<unknown>) => {
  for (let attempt = 1; ; attempt += 1) {
    const client = await pool.connect();
    try {
      await client.query('begin');
      const result = await work(client);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback');
      if ((error as { code?: string }).code !== DEADLOCK || attempt === MOST_ATTEMPTS) throw error;
    } finally {
      client.release();
    }
  }
};
