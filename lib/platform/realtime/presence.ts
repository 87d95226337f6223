import * as z from 'zod';
import type { Database, Executor } from '../db/database.ts';
import type { Log } from '../log/log.ts';
import { postToAll } from './post-to-all.ts';
import { presenceJoin, presenceLeave } from './realtime.contracts.ts';
import { connectionRegistry, departuresOf, type Departure } from './registry.ts';
import { serverFrame, type ServerEvent } from './server-event.ts';
import type { Transport } from './transport.ts';

/** In a larger room nobody is told who comes and goes: what each person causes would grow with the square of all. */
const LARGEST_ANNOUNCED_ROOM = 200;

/**
 * Tells the others in a room who comes and who goes. What is told is a hint: two devices that come or go in the same moment
 * may be told of twice, or in the other order, but nobody goes untold. `presence.list` is the truth.
 *
 * Call both after the commit. Neither throws: who is here matters less than what made them come or go.
 */
export interface Presence {
  /** A connection has begun to listen. */
  arrived(arrival: Departure & { readonly connectionId: string }): Promise<void>;
  /** Connections have stopped to. Those of users who still listen on another are told to nobody. */
  departed(departures: readonly Departure[]): Promise<void>;
}

export interface PresenceDeps {
  readonly db: Database;
  readonly transport: Transport;
  readonly log: Log;
}

export const createPresence = ({ db, transport, log }: PresenceDeps): Presence => {
  /** @returns who else has departed: those whose connection was found closed */
  const tell = async (event: ServerEvent, ids: readonly string[]): Promise<readonly Departure[]> => {
    const { gone } = await postToAll(transport, ids, serverFrame(event));
    return gone.length === 0 ? [] : departuresOf(await connectionRegistry.remove(db, gone));
  };

  /** A loop that ends: each round beyond the first follows from connections removed in the one before. */
  const tellDepartures = async (departures: readonly Departure[]): Promise<void> => {
    for (let waiting = [...departures]; waiting.length > 0;) {
      const found: Departure[] = [];
      for (const { roomId, userId, listeners } of await departedOf(db, waiting))
        found.push(...(await tell(presenceLeave({ roomId, userId }), listeners)));
      waiting = found;
    }
  };

  const quietly = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      log.error('realtime.presence_failed', { error });
    }
  };

  const tellArrival: Presence['arrived'] = async ({ roomId, userId, connectionId }) => {
    const listeners = await listenersOf(db, roomId);
    const elsewhere = listeners.some(other => other.userId === userId && other.id !== connectionId);
    if (elsewhere || listeners.length > LARGEST_ANNOUNCED_ROOM) return;
    const others = listeners.filter(other => other.userId !== userId).map(({ id }) => id);
    await tellDepartures(await tell(presenceJoin({ roomId, userId }), others));
  };

  return {
    arrived: arrival => quietly(tellArrival(arrival)),
    departed: departures => quietly(tellDepartures(departures)),
  };
};

const listenerRow = z.object({ id: z.string(), userId: z.string() });

/** The connections that listen to a room, no more than it takes to know that they are too many. */
const listenersOf = async (db: Executor, roomId: string) => {
  const rows = await db.query(
    `-- presence.listeners
     select connections.id, connections.user_id as "userId"
     from subscriptions
     join connections on connections.id = subscriptions.connection_id
     where subscriptions.room_id = $1
     order by connections.id
     limit $2`,
    [roomId, LARGEST_ANNOUNCED_ROOM + 1],
  );
  return rows.map(row => listenerRow.parse(row));
};

const departedRow = z.object({ roomId: z.string(), userId: z.string(), listeners: z.array(z.string()) });

/** Of users who have stopped to listen somewhere, those who listen there no more, with whom to tell; none in large rooms. */
const departedOf = async (db: Executor, departures: readonly Departure[]) => {
  const rows = await db.query(
    `-- presence.departed: after the commit, so of two devices that go at once the later sees that nobody is left
     select room_id as "roomId", user_id as "userId", listeners
     from (select distinct * from unnest($1::uuid[], $2::uuid[]) as departure (room_id, user_id)) as departure
     cross join lateral (
       select array(
         select connection_id from subscriptions
         where subscriptions.room_id = departure.room_id
         order by connection_id
         limit $3
       ) as listeners
     ) as heard
     where cardinality(listeners) between 1 and $3 - 1
       and not exists (
         select from subscriptions
         join connections on connections.id = subscriptions.connection_id
         where subscriptions.room_id = departure.room_id and connections.user_id = departure.user_id
       )
     order by room_id, user_id`,
    [
      departures.map(({ roomId }) => roomId),
      departures.map(({ userId }) => userId),
      LARGEST_ANNOUNCED_ROOM + 1,
    ],
  );
  return rows.map(row => departedRow.parse(row));
};
