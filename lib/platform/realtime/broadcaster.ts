import { ok } from 'neverthrow';
import type { Database } from '../db/database.ts';
import { withTransaction } from '../db/transaction.ts';
import type { EnqueueJobs } from '../jobs/enqueue.ts';
import { newJob } from '../jobs/job.ts';
import type { Log } from '../log/log.ts';
import { connectionsIn, rangesOf, WHOLE, type Audience } from './audience.ts';
import { broadcastChunk } from './broadcast.jobs.ts';
import { postToAll } from './post-to-all.ts';
import { createPresence } from './presence.ts';
import { connectionRegistry, departuresOf } from './registry.ts';
import { serverFrame, type ServerEvent } from './server-event.ts';
import type { Transport } from './transport.ts';

/** A larger audience is not posted to by the function that has something to say, but by jobs. */
export const LARGE_AUDIENCE = 500;
/** Connections a job posts to: some 2 s of work. */
export const CHUNK_SIZE = 2_000;

export interface BroadcastResult {
  readonly sent: number;
  readonly gone: number;
  readonly failed: number;
  /** Jobs that post to a large audience in the background. */
  readonly chunks: number;
}

export interface RoomBroadcastOptions {
  /** A connection that is not told. */
  readonly except?: string | undefined;
  /** Nobody is told where more than these listen: for events that many cause and few miss. */
  readonly atMost?: number;
}

/**
 * Sends events to connected clients. Call it after the commit: what a client hears of is then there to be read. Each frame
 * has an `eventId`, by which a client that is told twice drops the repeat.
 */
export interface Broadcaster {
  /** Every device of a user. */
  toUser(userId: string, event: ServerEvent): Promise<BroadcastResult>;
  /** Everybody who has joined a room. */
  toRoom(roomId: string, event: ServerEvent, options?: RoomBroadcastOptions): Promise<BroadcastResult>;
  /** Everybody who is connected. */
  toAll(event: ServerEvent): Promise<BroadcastResult>;
}

export interface BroadcasterDeps {
  readonly db: Database;
  readonly transport: Transport;
  readonly enqueueJobs: EnqueueJobs;
  readonly log: Log;
}

const NOTHING: BroadcastResult = { sent: 0, gone: 0, failed: 0, chunks: 0 };

/**
 * A failure to deliver is counted and logged, never thrown: what matters is stored, and a client that missed an event
 * reads it by its sequence. Connections found closed are removed, in one statement.
 */
export const createBroadcaster = ({ db, transport, enqueueJobs, log }: BroadcasterDeps): Broadcaster => {
  const presence = createPresence({ db, transport, log });

  const post = async (ids: readonly string[], frame: string): Promise<BroadcastResult> => {
    const { gone, ...counts } = await postToAll(transport, ids, frame);
    if (gone.length > 0) await presence.departed(departuresOf(await connectionRegistry.remove(db, gone)));
    return { ...NOTHING, ...counts, gone: gone.length };
  };

  const inChunks = async (
    audience: Audience,
    frame: string,
    except: string | null,
  ): Promise<BroadcastResult> => {
    const ranges = await rangesOf(db, audience, CHUNK_SIZE);
    const jobs = ranges.map(range => newJob(broadcastChunk, { audience, frame, except, ...range }));
    await withTransaction(db, async tx => ok(await enqueueJobs(tx, jobs)));
    return { ...NOTHING, chunks: jobs.length };
  };

  const toAudience = async (
    audience: Audience,
    frame: string,
    { except, atMost = Infinity }: RoomBroadcastOptions,
  ): Promise<BroadcastResult> => {
    const ids = await connectionsIn(db, audience, WHOLE, LARGE_AUDIENCE + 1);
    if (ids.length > atMost) return NOTHING;
    if (ids.length > LARGE_AUDIENCE) return inChunks(audience, frame, except ?? null);
    return post(
      ids.filter(id => id !== except),
      frame,
    );
  };

  const deliver = async (
    event: ServerEvent,
    send: (frame: string) => Promise<BroadcastResult>,
  ): Promise<BroadcastResult> => {
    try {
      const result = await send(serverFrame(event));
      log.debug('realtime.broadcast', { serverEvent: event.event, ...result });
      return result;
    } catch (error) {
      log.error('realtime.broadcast_failed', { serverEvent: event.event, error });
      return { ...NOTHING, failed: 1 };
    }
  };

  return {
    toUser: (userId, event) =>
      deliver(event, async frame => post(await connectionRegistry.ofUser(db, userId), frame)),
    toRoom: (roomId, event, options = {}) => deliver(event, frame => toAudience({ roomId }, frame, options)),
    toAll: event => deliver(event, frame => toAudience({ everybody: true }, frame, {})),
  };
};
