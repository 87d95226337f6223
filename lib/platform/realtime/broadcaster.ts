import type { Database } from '../db/database.ts';
import type { Log } from '../log/log.ts';
import { connectionRegistry } from './registry.ts';
import type { ServerEvent } from './server-event.ts';
import type { Transport } from './transport.ts';

/** Posts under way at once from one invocation: enough to hide the round trip, few enough for the account's quota. */
const PARALLEL_POSTS = 20;

export interface BroadcastResult {
  readonly sent: number;
  readonly gone: number;
  readonly failed: number;
}

/** Sends events to connected clients. Call it after the commit: what a client hears of is then there to be read. */
export interface Broadcaster {
  /** Every device of a user. */
  toUser(userId: string, event: ServerEvent): Promise<BroadcastResult>;
  /** Everybody who has joined a room, but for one connection if given. */
  toRoom(
    roomId: string,
    event: ServerEvent,
    options?: { readonly except?: string },
  ): Promise<BroadcastResult>;
}

export interface BroadcasterDeps {
  readonly db: Database;
  readonly transport: Transport;
  readonly log: Log;
}

/**
 * A failure to deliver is counted and logged, never thrown: what matters is stored, and a client that missed an event
 * reads it by its sequence. Connections found closed are removed.
 */
export const createBroadcaster = ({ db, transport, log }: BroadcasterDeps): Broadcaster => {
  const deliver = async (
    find: () => Promise<readonly string[]>,
    event: ServerEvent,
  ): Promise<BroadcastResult> => {
    try {
      const ids = await find();
      const { gone, ...counts } = await postToAll(transport, ids, JSON.stringify(event));
      if (gone.length > 0) await connectionRegistry.remove(db, gone);
      return { ...counts, gone: gone.length };
    } catch (error) {
      log.error('realtime.broadcast_failed', { serverEvent: event.event, error });
      return { sent: 0, gone: 0, failed: 1 };
    }
  };
  return {
    toUser: (userId, event) => deliver(() => connectionRegistry.ofUser(db, userId), event),
    toRoom: (roomId, event, { except } = {}) =>
      deliver(async () => (await connectionRegistry.ofRoom(db, roomId)).filter(id => id !== except), event),
  };
};

const postToAll = async (transport: Transport, ids: readonly string[], frame: string) => {
  const waiting = [...ids];
  const gone: string[] = [];
  let sent = 0;
  let failed = 0;
  const lane = async (): Promise<void> => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const result = await transport.post(id, frame);
      if (result === 'gone') gone.push(id);
      else if (result === 'sent') sent += 1;
      else failed += 1;
    }
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL_POSTS, ids.length) }, lane));
  return { sent, failed, gone };
};
