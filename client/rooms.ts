import type { Message } from '../lib/rooms/rooms.schema.ts';
import { requestOn } from './request.ts';
import { RoomFeed, type Missed } from './room-feed.ts';
import { ConnectionLostError, RealtimeError, type Socket } from './socket.ts';

export interface RoomsOptions {
  /** The socket in use, as soon as there is one. */
  readonly socket: () => Promise<Socket>;
  readonly isClosed: () => boolean;
  /** Called for each message of a joined room once, in the order of its sequence. */
  readonly deliver: (message: Message) => void;
  /** Called when a room may be entered no longer. */
  readonly onLost: (roomId: string) => void;
}

/** Rooms joined side by side on a fresh connection: the server lets 20 events a second pass. */
const PARALLEL_JOINS = 10;

/** The rooms that an application is in, on whichever connections it has. */
export class Rooms {
  readonly #options: RoomsOptions;
  readonly #feeds = new Map<string, RoomFeed<Message>>();
  /** The rooms that are heard on each open connection. There are two during a hand-over. */
  readonly #heard = new Map<Socket, Set<string>>();
  readonly #leaving = new Map<string, Promise<void>>();

  constructor(options: RoomsOptions) {
    this.#options = options;
  }

  /** @returns the sequence number after which messages are delivered */
  async join(roomId: string, after: number | undefined): Promise<number> {
    await this.#leaving.get(roomId);
    const from = after ?? (await requestOn(await this.#options.socket(), 'room.join', { roomId })).lastSeq;
    const known = this.#feeds.get(roomId);
    if (known !== undefined) return known.position;
    const feed = new RoomFeed<Message>({
      after: from,
      read: async position => this.#read(await this.#options.socket(), roomId, position),
      deliver: this.#options.deliver,
    });
    this.#feeds.set(roomId, feed);
    try {
      await feed.catchUp();
    } catch (error) {
      // Joined again on the next connection.
      if (error instanceof ConnectionLostError && !this.#options.isClosed()) return from;
      this.#feeds.delete(roomId);
      throw error;
    }
    return from;
  }

  /** Leaves it on every connection. A connection that is lost has left. */
  leave(roomId: string): Promise<void> {
    this.#feeds.delete(roomId);
    const sockets = [...this.#heard].filter(([, rooms]) => rooms.delete(roomId));
    const left = Promise.all(sockets.map(([socket]) => this.#leaveOn(socket, roomId))).then(() => undefined);
    const done = left.finally(() => this.#leaving.delete(roomId));
    this.#leaving.set(
      roomId,
      done.catch(() => undefined),
    );
    return done;
  }

  /** Takes a message from wherever it comes. */
  take(message: Message): void {
    this.#feeds.get(message.roomId)?.take(message);
  }

  /** Joins, on one connection, every room that is not heard there; what was missed is delivered. */
  async prepare(socket: Socket): Promise<void> {
    const heard = this.#heardOn(socket);
    const waiting = [...this.#feeds].filter(([roomId]) => !heard.has(roomId));
    const lane = async () => {
      for (let room = waiting.pop(); room !== undefined; room = waiting.pop()) {
        const [roomId, feed] = room;
        try {
          await feed.resume(after => this.#read(socket, roomId, after));
        } catch (error) {
          // One that was left, or may be entered no longer, is missed by nobody; any other is.
          if (this.#feeds.has(roomId)) throw error;
        }
      }
    };
    await Promise.all(Array.from({ length: PARALLEL_JOINS }, lane));
  }

  /** Asks how far each room has come and which are heard, and mends what the answer shows to be missing. */
  async beat(socket: Socket): Promise<void> {
    const told = new Set<string>();
    for (let after: string | undefined, more = true; more;) {
      const page = await requestOn(socket, 'ping', { after });
      for (const { roomId, lastSeq } of page.rooms) {
        told.add(roomId);
        this.#feeds.get(roomId)?.notice(lastSeq);
        after = roomId;
      }
      ({ more } = page);
    }
    const heard = this.#heardOn(socket);
    for (const roomId of heard) if (!told.has(roomId)) heard.delete(roomId);
    await this.prepare(socket);
  }

  #heardOn(socket: Socket): Set<string> {
    const known = this.#heard.get(socket);
    if (known !== undefined) return known;
    const heard = new Set<string>();
    this.#heard.set(socket, heard);
    const forget = () => this.#heard.delete(socket);
    socket.closed.then(forget, forget);
    return heard;
  }

  /** Joins a room on one connection: the answer is what came after. */
  async #read(socket: Socket, roomId: string, after: number): Promise<Missed<Message>> {
    try {
      const missed = await requestOn(socket, 'room.join', { roomId, after });
      if (this.#feeds.has(roomId)) this.#heardOn(socket).add(roomId);
      // It was left while this was on its way.
      else await this.#leaveOn(socket, roomId);
      return missed;
    } catch (error) {
      if (error instanceof RealtimeError && error.code === 'room.not_found' && this.#feeds.delete(roomId))
        this.#options.onLost(roomId);
      throw error;
    }
  }

  async #leaveOn(socket: Socket, roomId: string): Promise<void> {
    try {
      await requestOn(socket, 'room.leave', { roomId });
    } catch (error) {
      if (!(error instanceof ConnectionLostError)) throw error;
    }
  }
}
