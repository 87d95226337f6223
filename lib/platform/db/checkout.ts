import { setTimeout as sleep } from 'node:timers/promises';
import { before } from './deadline.ts';
import { CONNECT_TIMEOUT_MILLISECONDS } from './driver.ts';
import { asError, isOutage } from './outage.ts';
import type { Client, Pool } from './pool.ts';

/**
 * Idle for longer, a connection is asked for a sign of life before work begins on it: a sandbox that was frozen does not
 * hear that its sockets died. Shorter than a fail-over takes, longer than the pauses of a busy function.
 */
const CHECK_AFTER_MILLISECONDS = 5_000;
/** A network that dropped a connection without a word answers nothing at all. */
const CHECK_TIMEOUT_MILLISECONDS = 1_000;
/** A server that restarts is waited for this long; then the caller is told. */
const PATIENCE_MILLISECONDS = 3_000;
const FIRST_WAIT_MILLISECONDS = 50;

export interface Checkout {
  /**
   * Takes a connection, one that has just proved to live if it had been idle, or if another was lost since. Nothing has
   * been asked of it yet, so it is safe to try again, and this does.
   *
   * @throws a TimeoutError when none could be had in time, or the driver's error when there is no connection
   */
  take(deadline: number | undefined): Promise<Client>;
  /** @param error makes an end of the connection */
  giveBack(client: Client, error?: Error): void;
}

export const createCheckout = (pool: Pool): Checkout => {
  /** Wall-clock time: a frozen sandbox's own clock may stand still. New connections are not in it. */
  const usedAt = new WeakMap<Client, number>();
  let lostAt = 0;
  const isDoubtful = (client: Client): boolean => {
    const used = usedAt.get(client);
    return used !== undefined && (used <= lostAt || Date.now() - used >= CHECK_AFTER_MILLISECONDS);
  };
  return {
    async take(deadline) {
      for (;;) {
        const client = await connect(pool, deadline);
        if (!isDoubtful(client) || (await isAlive(client))) return client;
        client.release(new Error('the connection had died'));
      }
    },
    giveBack(client, error) {
      usedAt.set(client, Date.now());
      if (isOutage(error)) lostAt = Date.now();
      client.release(error);
    },
  };
};

const isAlive = async (client: Client): Promise<boolean> => {
  try {
    await before(Date.now() + CHECK_TIMEOUT_MILLISECONDS, client.query({ text: 'select 1', values: [] }));
    return true;
  } catch {
    return false;
  }
};

const connect = async (pool: Pool, deadline: number | undefined): Promise<Client> => {
  const latest = Math.min(Date.now() + CONNECT_TIMEOUT_MILLISECONDS, deadline ?? Infinity);
  const giveUpAt = Math.min(Date.now() + PATIENCE_MILLISECONDS, latest);
  for (let wait = FIRST_WAIT_MILLISECONDS; ; wait *= 2) {
    const connecting = pool.connect();
    try {
      return await before(latest, connecting, 'no connection could be had in time');
    } catch (thrown) {
      const error = asError(thrown);
      // One that comes after the deadline belongs to the next who asks.
      connecting.then(
        client => {
          client.release();
        },
        () => undefined,
      );
      if (!isOutage(error) || Date.now() + wait > giveUpAt) throw error;
      await sleep(wait);
    }
  }
};
