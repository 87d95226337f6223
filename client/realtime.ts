import type { Message } from '../lib/rooms/rooms.schema.ts';
import { Connection, type ConnectionOptions } from './connection.ts';
import { Emitter } from './emitter.ts';
import type { ClientEvents, ConnectionState, RequestName, ServerEvents } from './events.ts';
import { OpsWatch } from './ops-watch.ts';
import { Outbox } from './outbox.ts';
import { Repeats } from './repeats.ts';
import { requestOn } from './request.ts';
import { Rooms } from './rooms.ts';
import type { ServerFrame } from './socket.ts';

export type RealtimeOptions = Pick<ConnectionOptions, 'url' | 'ticket'> &
  Partial<ConnectionOptions> & {
    /** Messages that may wait to be sent: 1,000. `send` rejects with QueueFullError beyond it. */
    readonly maxQueued?: number;
  };

export const DEFAULTS = {
  answerTimeoutMilliseconds: 10_000,
  heartbeatMilliseconds: 25_000,
  handOverMilliseconds: 110 * 60_000,
  maxQueued: 1_000,
};

/**
 * The real-time connection of one user, for as long as the application wants it: it connects again when it is lost, reads what
 * was said meanwhile in each joined room, and moves to a fresh connection before API Gateway ends the old one. Messages of a
 * room are delivered in their sequence, each once.
 */
export class Realtime {
  readonly #events = new Emitter<ServerEvents>();
  readonly #repeats = new Repeats();
  readonly #connection: Connection;
  readonly #rooms: Rooms;
  readonly #ops: OpsWatch;
  readonly #outbox: Outbox<ClientEvents['message.send']['data'], ClientEvents['message.send']['ack']>;

  private constructor(given: RealtimeOptions) {
    const options = { ...DEFAULTS, ...given };
    const current = {
      socket: () => this.#connection.socket,
      isClosed: () => this.#connection.state === 'closed',
    };
    this.#rooms = new Rooms({
      ...current,
      deliver: message => {
        this.#events.emit('message.new', { message });
      },
      onLost: roomId => {
        this.#events.emit('room.lost', { roomId });
      },
    });
    this.#ops = new OpsWatch({
      ...current,
      onLost: () => {
        this.#events.emit('ops.lost', {});
      },
    });
    this.#outbox = new Outbox(message => this.#request('message.send', message), options.maxQueued);
    this.#connection = new Connection(options, {
      prepare: async socket => {
        await Promise.all([this.#rooms.prepare(socket), this.#ops.prepare(socket)]);
      },
      beat: socket => this.#rooms.beat(socket),
      onEvent: frame => {
        this.#receive(frame);
      },
      onState: state => {
        if (state === 'closed') this.#outbox.close();
        this.#events.emit('state', state);
      },
      onFailure: failure => {
        this.#events.emit('connection.failed', failure);
      },
    });
  }

  /** Opens the first connection. @throws what `ticket` does, or ConnectionLostError: only a later loss is mended silently */
  static async connect(options: RealtimeOptions): Promise<Realtime> {
    const realtime = new Realtime(options);
    try {
      await realtime.#connection.open();
    } catch (error) {
      realtime.close();
      throw error;
    }
    return realtime;
  }

  get state(): ConnectionState {
    return this.#connection.state;
  }

  /** Calls `listener` with the data of each event of a name; `state` tells of the connection. @returns what stops it */
  on<Name extends keyof ServerEvents>(event: Name, listener: (data: ServerEvents[Name]) => void): () => void {
    return this.#events.on(event, listener);
  }

  /** Sends an event, as soon as there is a connection, and waits for its answer. Rejects with RealtimeError or ConnectionLostError. */
  request<Name extends RequestName>(
    event: Name,
    data: ClientEvents[Name]['data'],
  ): Promise<ClientEvents[Name]['ack']> {
    return this.#request(event, data);
  }

  /**
   * Joins a room, on this connection and those that follow it. Its messages arrive as `message.new`.
   *
   * @param after the last sequence number the application has; without it, only what is said from now on is delivered
   * @returns the sequence number after which messages are delivered
   */
  join(roomId: string, after?: number): Promise<number> {
    return this.#rooms.join(roomId, after);
  }

  leave(roomId: string): Promise<void> {
    return this.#rooms.leave(roomId);
  }

  /**
   * Says something in a room: at once, or when the connection is there again. It is stored once however often it has to be sent.
   * Messages to one room keep their order.
   *
   * @param options `clientMessageId` of a message that an application kept, and sends again after it was started anew
   */
  async send(
    roomId: string,
    content: string,
    options: { readonly clientMessageId?: string } = {},
  ): Promise<Message> {
    const { message } = await this.#outbox.send({ roomId, content, ...options });
    this.#rooms.take(message);
    return message;
  }

  /** For administrators: tells `ops.changed`, on this connection and those that follow it. */
  watchOps(): Promise<void> {
    return this.#ops.start();
  }

  unwatchOps(): Promise<void> {
    return this.#ops.stop();
  }

  /** Moves to a fresh connection without a gap: both are open until the new one has joined every room. */
  handOver(): Promise<void> {
    return this.#connection.handOver();
  }

  /** Ends the connection for good. What has not been sent is given up. */
  close(): void {
    this.#connection.close();
  }

  async #request<Name extends keyof ClientEvents>(
    event: Name,
    data: ClientEvents[Name]['data'],
  ): Promise<ClientEvents[Name]['ack']> {
    return requestOn(await this.#connection.socket, event, data);
  }

  #receive({ event, eventId, data }: ServerFrame): void {
    if (this.#repeats.has(eventId)) return;
    if (event === 'message.new') this.#rooms.take((data as ServerEvents['message.new']).message);
    else this.#events.emit(event as keyof ServerEvents, data as never);
  }
}
