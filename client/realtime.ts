import type { Message } from '../lib/rooms/rooms.schema.ts';
import { reconnectDelay } from './backoff.ts';
import { Outbox } from './outbox.ts';
import { RoomFeed, type Missed } from './room-feed.ts';
import { ConnectionLostError, openSocket, type ServerFrame, type Socket } from './socket.ts';

export interface RealtimeOptions {
  /** wss://... of the real-time API. */
  readonly url: string;
  /** Gets a fresh one-use ticket, from POST /realtime/tickets; called for each connection. */
  readonly ticket: () => Promise<string>;
  readonly answerTimeoutMilliseconds?: number;
  /** Below the ten minutes after which an idle connection is closed; also how soon a lost one is noticed. */
  readonly heartbeatMilliseconds?: number;
  /** Below the two hours that a connection can last. */
  readonly handOverMilliseconds?: number;
}

export type ConnectionState = 'open' | 'reconnecting' | 'closed';

const DEFAULTS = {
  answerTimeoutMilliseconds: 10_000,
  heartbeatMilliseconds: 25_000,
  handOverMilliseconds: 110 * 60_000,
};
/** Events remembered to drop repeats of; a repeat comes within seconds. */
const REMEMBERED_EVENTS = 1_000;

type Listener = (data: never) => void;

/**
 * The real-time connection of one user, for as long as the application wants it: it connects again when it is lost, reads what
 * was said meanwhile in each joined room, and moves to a fresh connection before API Gateway ends the old one. Messages of a
 * room are delivered in their sequence, each once.
 */
export class Realtime {
  readonly #options: RealtimeOptions & typeof DEFAULTS;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #rooms = new Map<string, RoomFeed<Message>>();
  readonly #seen = new Set<string>();
  readonly #outbox = new Outbox(data => this.#requestOn(this.#whenOpen(), 'message.send', data));
  #state: ConnectionState = 'reconnecting';
  #socket = Promise.withResolvers<Socket>();
  #timers: NodeJS.Timeout[] = [];

  private constructor(options: RealtimeOptions) {
    this.#options = { ...DEFAULTS, ...options };
  }

  /** Opens the first connection. @throws ConnectionLostError when it is refused: a later loss is mended silently */
  static async connect(options: RealtimeOptions): Promise<Realtime> {
    const realtime = new Realtime(options);
    await realtime.#open();
    return realtime;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Calls `listener` with the data of each event of a name; `state` tells of the connection. @returns what stops it */
  on(event: string, listener: Listener): () => void {
    const known = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, known.add(listener));
    return () => {
      known.delete(listener);
    };
  }

  /** Sends an event and waits for its acknowledgement. Rejects with RealtimeError or ConnectionLostError. */
  request(event: string, data: unknown): Promise<unknown> {
    return this.#requestOn(this.#whenOpen(), event, data);
  }

  /**
   * Joins a room. Its messages arrive as `message.new`.
   *
   * @param after the last sequence number the application has; without it, only what is said from now on is delivered
   * @returns the sequence number after which messages are delivered
   */
  async join(roomId: string, after?: number): Promise<number> {
    const known = this.#rooms.get(roomId);
    if (known !== undefined) return known.position;
    const from = after ?? (await this.#read(roomId, undefined)).lastSeq;
    const feed = new RoomFeed<Message>({
      after: from,
      read: position => this.#read(roomId, position),
      deliver: message => {
        this.#emit('message.new', { message });
      },
    });
    this.#rooms.set(roomId, feed);
    try {
      await feed.catchUp();
    } catch (error) {
      // Joined again on the next connection.
      if (error instanceof ConnectionLostError) return from;
      this.#rooms.delete(roomId);
      throw error;
    }
    return from;
  }

  async leave(roomId: string): Promise<void> {
    this.#rooms.delete(roomId);
    await this.request('room.leave', { roomId });
  }

  /**
   * Says something in a room: at once, or when the connection is there again. It is stored once however often it has to be sent.
   * Messages to one room keep their order.
   */
  async send(roomId: string, content: string): Promise<Message> {
    const { message } = (await this.#outbox.send(roomId, { roomId, content })) as { message: Message };
    this.#rooms.get(roomId)?.take(message);
    return message;
  }

  /** Ends the connection for good. */
  async close(): Promise<void> {
    this.#setState('closed');
    for (const timer of this.#timers) clearTimeout(timer);
    this.#outbox.close();
    const socket = this.#socket;
    socket.promise.then(
      open => {
        open.close();
      },
      () => undefined,
    );
    socket.reject(new ConnectionLostError('the connection was closed by its owner'));
    await socket.promise.catch(() => undefined);
  }

  /** Moves to a fresh connection without a gap: both are open until the new one has joined every room. */
  async handOver(): Promise<void> {
    const old = await this.#whenOpen();
    try {
      await this.#open();
    } finally {
      if ((await this.#whenOpen()) !== old) await old.closeWhenIdle();
    }
  }

  #whenOpen(): Promise<Socket> {
    return this.#socket.promise;
  }

  async #requestOn(socket: Promise<Socket>, event: string, data: unknown): Promise<unknown> {
    return (await socket).request(event, data);
  }

  async #read(roomId: string, after: number | undefined): Promise<Missed<Message>> {
    return this.#readOn(await this.#whenOpen(), roomId, after);
  }

  /** Joins a room on one connection: the answer is what came after. */
  async #readOn(socket: Socket, roomId: string, after: number | undefined): Promise<Missed<Message>> {
    return (await socket.request(
      'room.join',
      after === undefined ? { roomId } : { roomId, after },
    )) as Missed<Message>;
  }

  /** Opens a connection, makes it the current one, and joins every room on it. */
  async #open(): Promise<void> {
    const { url, answerTimeoutMilliseconds } = this.#options;
    const socket: Socket = await openSocket({
      url,
      ticket: await this.#options.ticket(),
      answerTimeoutMilliseconds,
      onEvent: frame => {
        this.#receive(frame);
      },
      onClose: () => {
        inBackground(this.#lost(socket));
      },
    });
    if (this.#state === 'closed') {
      socket.close();
      return;
    }
    const resume = async (rooms: readonly (readonly [string, RoomFeed<Message>])[]) => {
      await Promise.all(
        rooms.map(([roomId, feed]) => feed.resume(after => this.#readOn(socket, roomId, after))),
      );
    };
    const joined = [...this.#rooms];
    try {
      await resume(joined);
      this.#replace(socket);
      // Those that were joined meanwhile, on the connection before.
      await resume([...this.#rooms].filter(([roomId]) => !joined.some(([known]) => known === roomId)));
    } catch (error) {
      socket.close();
      throw error;
    }
    this.#watch(socket);
    this.#setState('open');
  }

  /** Those who wait for a connection get this one, and so does who asks from now on. */
  #replace(socket: Socket): void {
    this.#socket.resolve(socket);
    this.#socket = Promise.withResolvers<Socket>();
    this.#socket.resolve(socket);
  }

  #watch(socket: Socket): void {
    for (const timer of this.#timers) clearTimeout(timer);
    const { heartbeatMilliseconds, handOverMilliseconds } = this.#options;
    this.#timers = [
      setInterval(() => {
        inBackground(this.#beat(socket));
      }, heartbeatMilliseconds),
      setTimeout(() => {
        inBackground(this.handOver());
      }, handOverMilliseconds),
    ];
  }

  /** A connection that does not answer is as good as lost. The answer tells how far each room has come. */
  async #beat(socket: Socket): Promise<void> {
    try {
      const { rooms } = (await socket.request('ping', {})) as {
        rooms: { roomId: string; lastSeq: number }[];
      };
      for (const { roomId, lastSeq } of rooms) this.#rooms.get(roomId)?.notice(lastSeq);
    } catch {
      socket.close();
    }
  }

  /** Connects again, for as long as it takes. A connection that was handed over is not missed. */
  async #lost(socket: Socket): Promise<void> {
    const current = await this.#socket.promise.catch(() => undefined);
    if (current !== socket || this.#state !== 'open') return;
    this.#socket = Promise.withResolvers<Socket>();
    this.#setState('reconnecting');
    for (let failures = 0; this.#stillWanted(); failures += 1) {
      await new Promise(resolve => {
        this.#timers.push(setTimeout(resolve, reconnectDelay(failures)));
      });
      try {
        await this.#open();
        return;
      } catch {
        // The next attempt waits longer.
      }
    }
  }

  #stillWanted(): boolean {
    return this.#state !== 'closed';
  }

  #receive({ event, eventId, data }: ServerFrame): void {
    if (eventId !== undefined && this.#isRepeat(eventId)) return;
    if (event === 'connection.expiring') inBackground(this.handOver());
    if (event !== 'message.new') this.#emit(event, data);
    else {
      const { message } = data as { message: Message };
      this.#rooms.get(message.roomId)?.take(message);
    }
  }

  #isRepeat(eventId: string): boolean {
    if (this.#seen.has(eventId)) return true;
    this.#seen.add(eventId);
    const [oldest] = this.#seen;
    if (this.#seen.size > REMEMBERED_EVENTS && oldest !== undefined) this.#seen.delete(oldest);
    return false;
  }

  #setState(state: ConnectionState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#emit('state', state);
  }

  #emit(event: string, data: unknown): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(data as never);
  }
}

/** For work whose failure is mended elsewhere: by the next heartbeat, or by connecting again. */
const inBackground = (work: Promise<void>): void => {
  work.catch(() => undefined);
};
