import type { Message } from '../lib/rooms/rooms.schema.ts';
import { reconnectDelay } from './backoff.ts';
import { Emitter } from './emitter.ts';
import type { ClientEvents, ConnectionState, ServerEvents } from './events.ts';
import { Outbox } from './outbox.ts';
import { Repeats } from './repeats.ts';
import { requestOn } from './request.ts';
import { RoomFeed, type Missed } from './room-feed.ts';
import { ConnectionLostError, openSocket, RealtimeError, type ServerFrame, type Socket } from './socket.ts';

export interface RealtimeOptions {
  /** wss://... of the real-time API. */
  readonly url: string;
  /**
   * Gets a fresh one-use ticket, from POST /realtime/tickets; called for each connection. Undefined says that there is none
   * to be had any more, as after signing out: the connection is closed for good. A rejection is tried again.
   */
  readonly ticket: () => Promise<string | undefined>;
  readonly answerTimeoutMilliseconds?: number;
  /** Below the ten minutes after which an idle connection is closed; also how soon a lost one is noticed. */
  readonly heartbeatMilliseconds?: number;
  /** Below the two hours that a connection can last. */
  readonly handOverMilliseconds?: number;
}

const DEFAULTS = {
  answerTimeoutMilliseconds: 10_000,
  heartbeatMilliseconds: 25_000,
  handOverMilliseconds: 110 * 60_000,
};
/** Rooms joined side by side on a fresh connection: the server lets 20 events a second pass. */
const PARALLEL_JOINS = 10;

type Room = readonly [roomId: string, feed: RoomFeed<Message>];

/**
 * The real-time connection of one user, for as long as the application wants it: it connects again when it is lost, reads what
 * was said meanwhile in each joined room, and moves to a fresh connection before API Gateway ends the old one. Messages of a
 * room are delivered in their sequence, each once.
 */
export class Realtime {
  readonly #options: RealtimeOptions & typeof DEFAULTS;
  readonly #events = new Emitter<ServerEvents>();
  readonly #repeats = new Repeats();
  readonly #rooms = new Map<string, RoomFeed<Message>>();
  readonly #outbox = new Outbox((message: ClientEvents['message.send']['data']) =>
    this.request('message.send', message),
  );
  #state: ConnectionState = 'reconnecting';
  #live: Socket | undefined;
  /** What requests wait for; replaced when the connection is lost. */
  #connection = deferredSocket();
  #opening: Promise<void> | undefined;
  #timers: NodeJS.Timeout[] = [];

  private constructor(options: RealtimeOptions) {
    this.#options = { ...DEFAULTS, ...options };
  }

  /** Opens the first connection. @throws ConnectionLostError when it is refused: a later loss is mended silently */
  static async connect(options: RealtimeOptions): Promise<Realtime> {
    const realtime = new Realtime(options);
    try {
      await realtime.#open();
    } catch (error) {
      realtime.close();
      throw error;
    }
    return realtime;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Calls `listener` with the data of each event of a name; `state` tells of the connection. @returns what stops it */
  on<Name extends keyof ServerEvents>(event: Name, listener: (data: ServerEvents[Name]) => void): () => void {
    return this.#events.on(event, listener);
  }

  /** Sends an event, as soon as there is a connection, and waits for its answer. Rejects with RealtimeError or ConnectionLostError. */
  async request<Name extends keyof ClientEvents>(
    event: Name,
    data: ClientEvents[Name]['data'],
  ): Promise<ClientEvents[Name]['ack']> {
    return requestOn(await this.#connection.promise, event, data);
  }

  /**
   * Joins a room. Its messages arrive as `message.new`.
   *
   * @param after the last sequence number the application has; without it, only what is said from now on is delivered
   * @returns the sequence number after which messages are delivered
   */
  async join(roomId: string, after?: number): Promise<number> {
    const from = after ?? (await this.request('room.join', { roomId })).lastSeq;
    const known = this.#rooms.get(roomId);
    if (known !== undefined) return known.position;
    const feed = new RoomFeed<Message>({
      after: from,
      read: async position => this.#readOn(await this.#connection.promise, roomId, position),
      deliver: message => {
        this.#events.emit('message.new', { message });
      },
    });
    this.#rooms.set(roomId, feed);
    try {
      await feed.catchUp();
    } catch (error) {
      // Joined again on the next connection.
      if (error instanceof ConnectionLostError && this.#state !== 'closed') return from;
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
    const { message } = await this.#outbox.send({ roomId, content });
    this.#rooms.get(roomId)?.take(message);
    return message;
  }

  /** Ends the connection for good. What has not been sent is given up. */
  close(): void {
    this.#setState('closed');
    this.#stopTimers();
    this.#outbox.close();
    this.#connection.reject(new ConnectionLostError('the connection was closed by its owner'));
    this.#live?.close();
  }

  /** Moves to a fresh connection without a gap: both are open until the new one has joined every room. */
  async handOver(): Promise<void> {
    const old = await this.#connection.promise;
    await this.#open();
    if (this.#live !== old) await old.closeWhenIdle();
  }

  /** Whoever wants a fresh connection while one is being opened gets that one. */
  #open(): Promise<void> {
    this.#opening ??= this.#openFresh().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  /** Opens a connection, joins every room on it, and makes it the current one. */
  async #openFresh(): Promise<void> {
    const { url, answerTimeoutMilliseconds } = this.#options;
    const ticket = await this.#options.ticket();
    if (ticket === undefined) this.close();
    if (ticket === undefined || this.#isClosed()) throw new ConnectionLostError('there is no ticket');
    const onEvent = (frame: ServerFrame) => this.#receive(frame);
    const socket = await openSocket({ url, ticket, answerTimeoutMilliseconds, onEvent });
    try {
      const joined = [...this.#rooms];
      await this.#resume(socket, joined);
      if (this.#isClosed()) throw new ConnectionLostError('the connection was closed by its owner');
      this.#replace(socket);
      // Those that were joined meanwhile, on the connection before.
      await this.#resume(
        socket,
        [...this.#rooms].filter(([roomId]) => !joined.some(([known]) => known === roomId)),
      );
    } catch (error) {
      socket.close();
      throw error;
    }
  }

  async #resume(socket: Socket, rooms: readonly Room[]): Promise<void> {
    const waiting = [...rooms];
    const lane = async () => {
      for (let room = waiting.pop(); room !== undefined; room = waiting.pop()) {
        const [roomId, feed] = room;
        try {
          await feed.resume(after => this.#readOn(socket, roomId, after));
        } catch (error) {
          // One that may be entered no longer was left; any other must not be missed.
          if (this.#rooms.has(roomId)) throw error;
        }
      }
    };
    await Promise.all(Array.from({ length: PARALLEL_JOINS }, lane));
  }

  /** Joins a room on one connection: the answer is what came after. */
  async #readOn(socket: Socket, roomId: string, after: number): Promise<Missed<Message>> {
    try {
      return await requestOn(socket, 'room.join', { roomId, after });
    } catch (error) {
      if (error instanceof RealtimeError && error.code === 'room.not_found' && this.#rooms.delete(roomId))
        this.#events.emit('room.lost', { roomId });
      throw error;
    }
  }

  /** Those who wait for a connection get this one, and so does who asks from now on. */
  #replace(socket: Socket): void {
    this.#live = socket;
    this.#connection.resolve(socket);
    this.#connection = deferredSocket();
    this.#connection.resolve(socket);
    this.#setState('open');
    this.#watch(socket);
    inBackground(socket.closed.then(() => this.#lost(socket)));
  }

  #watch(socket: Socket): void {
    this.#stopTimers();
    const { heartbeatMilliseconds, handOverMilliseconds } = this.#options;
    // Clients that connected together do not all come back together.
    const handOverIn = handOverMilliseconds * (1 - Math.random() / 10);
    this.#timers = [
      setInterval(() => inBackground(this.#beat(socket)), heartbeatMilliseconds),
      setTimeout(() => inBackground(this.handOver()), handOverIn),
    ];
  }

  #stopTimers(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  /** A connection that does not answer is as good as lost. The answer tells how far each room has come, and which are not heard. */
  async #beat(socket: Socket): Promise<void> {
    try {
      const heard = new Set<string>();
      for (let after: string | undefined, more = true; more;) {
        const page = await requestOn(socket, 'ping', { after });
        for (const { roomId, lastSeq } of page.rooms) {
          heard.add(roomId);
          this.#rooms.get(roomId)?.notice(lastSeq);
          after = roomId;
        }
        ({ more } = page);
      }
      await this.#resume(
        socket,
        [...this.#rooms].filter(([roomId]) => !heard.has(roomId)),
      );
    } catch (error) {
      if (error instanceof ConnectionLostError) socket.close();
    }
  }

  /** Connects again, for as long as it takes. A connection that was handed over is not missed. */
  async #lost(socket: Socket): Promise<void> {
    if (this.#live !== socket || this.#isClosed()) return;
    this.#stopTimers();
    this.#connection = deferredSocket();
    this.#setState('reconnecting');
    for (let failures = 0; this.#live === socket && !this.#isClosed(); failures += 1) {
      await new Promise(resolve => setTimeout(resolve, reconnectDelay(failures)));
      // The next attempt waits longer.
      if (this.#live === socket && !this.#isClosed()) await this.#open().catch(() => undefined);
    }
  }

  #receive({ event, eventId, data }: ServerFrame): void {
    if (this.#repeats.has(eventId)) return;
    if (event === 'connection.expiring') inBackground(this.handOver());
    if (event === 'message.new') {
      const { message } = data as ServerEvents['message.new'];
      this.#rooms.get(message.roomId)?.take(message);
    } else this.#events.emit(event as keyof ServerEvents, data as never);
  }

  /** Asked again after each wait: it may have been closed meanwhile. */
  #isClosed(): boolean {
    return this.#state === 'closed';
  }

  #setState(state: ConnectionState): void {
    if (this.#state === state || this.#isClosed()) return;
    this.#state = state;
    this.#events.emit('state', state);
  }
}

const deferredSocket = (): PromiseWithResolvers<Socket> => {
  const deferred = Promise.withResolvers<Socket>();
  // Nobody may be waiting when it is given up.
  deferred.promise.catch(() => undefined);
  return deferred;
};

/** For work whose failure is mended elsewhere: by the next heartbeat, or by connecting again. */
const inBackground = (work: Promise<void>): void => {
  work.catch(() => undefined);
};
