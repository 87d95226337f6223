import { reconnectDelay } from './backoff.ts';
import type { ConnectionFailure, ConnectionState } from './events.ts';
import { ConnectionLostError, openSocket, type ServerFrame, type Socket } from './socket.ts';
import { wait } from './wait.ts';

export interface ConnectionOptions {
  /** wss://... of the real-time API. */
  readonly url: string;
  /**
   * Gets a fresh one-use ticket, from POST /realtime/tickets; called for each connection. When it resolves to undefined, or
   * rejects with a `status` of 401 or 403 as ApiError has one, nobody is signed in any more: the connection is closed for
   * good. Any other rejection is tried again.
   */
  readonly ticket: () => Promise<string | undefined>;
  /** For opening a connection and for each answer: 10 s. */
  readonly answerTimeoutMilliseconds: number;
  /** Below the ten minutes after which an idle connection is closed; also how soon a lost one is noticed: 25 s. */
  readonly heartbeatMilliseconds: number;
  /** Below the two hours that a connection can last: 110 minutes. */
  readonly handOverMilliseconds: number;
}

export interface ConnectionHooks {
  /** Brings a socket to where the application is: before it is used, and once more when it is in use. */
  readonly prepare: (socket: Socket) => Promise<void>;
  /** Asks something of the server, to see that it answers. */
  readonly beat: (socket: Socket) => Promise<void>;
  readonly onEvent: (frame: ServerFrame) => void;
  readonly onState: (state: ConnectionState) => void;
  readonly onFailure: (failure: ConnectionFailure) => void;
}

/** From which the wait after a failed hand-over counts: 4 to 8 s at first, as there is time, and a connection is open. */
const HAND_OVER_FAILURES = 4;

/** One socket after another, so that there is one whenever the network allows it. It knows nothing of rooms. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #hooks: ConnectionHooks;
  #state: ConnectionState = 'reconnecting';
  #live: Socket | undefined;
  /** What requests wait for; replaced when the connection is lost. */
  #current = deferredSocket();
  #opening: Promise<void> | undefined;
  #timers: ReturnType<typeof setTimeout>[] = [];
  /** Ends whatever is waited for, and every socket there is: one in use, one that follows it, one that is given up. */
  readonly #ending = new AbortController();
  /** Ends what is waited for before the next attempt; replaced when it has. */
  #waking = new AbortController();

  constructor(options: ConnectionOptions, hooks: ConnectionHooks) {
    this.#options = options;
    this.#hooks = hooks;
    onNetworkBack(this.#ending.signal, () => {
      this.#waking.abort();
      this.#waking = new AbortController();
      // It may be another network: what is open may lead nowhere.
      if (this.#live !== undefined) inBackground(this.#beat(this.#live));
    });
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** The socket in use, as soon as there is one. Rejects with ConnectionLostError when there will be none. */
  get socket(): Promise<Socket> {
    return this.#current.promise;
  }

  /** Opens a fresh socket and uses it. Whoever wants one while one is being opened gets that one. */
  open(): Promise<void> {
    this.#opening ??= this.#openFresh().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  /** Moves to a fresh socket without a gap: both are open until the new one is where the application is. */
  async handOver(): Promise<void> {
    await this.socket;
    await this.open();
  }

  /** Ends it for good. @param cause why, for whoever still waits for a connection */
  close(cause?: unknown): void {
    this.#setState('closed');
    this.#stopTimers();
    const reason = new ConnectionLostError('the connection was closed for good', { cause });
    this.#current.reject(reason);
    this.#current = deferredSocket();
    this.#current.reject(reason);
    this.#ending.abort();
  }

  async #openFresh(): Promise<void> {
    const old = this.#live;
    try {
      await this.#replaceBy(await this.#openSocket());
    } catch (error) {
      // Whoever closed it needs not be told.
      if (this.#isClosed()) throw error;
      const final = isSignedOut(error);
      this.#hooks.onFailure({ error, final });
      if (final) this.close(error);
      throw error;
    } finally {
      if (old !== undefined && old !== this.#live) inBackground(old.closeWhenIdle());
    }
  }

  async #openSocket(): Promise<Socket> {
    const { url, answerTimeoutMilliseconds } = this.#options;
    const ticket = await this.#options.ticket();
    if (ticket === undefined) throw new SignedOutError('there are no more tickets');
    if (this.#isClosed()) throw new ConnectionLostError('the connection was closed by its owner');
    const onEvent = (frame: ServerFrame) => {
      // The one in use: one that comes from a socket before it asks for no more than a hand-over too many.
      if (frame.event === 'connection.expiring' && this.#live !== undefined)
        inBackground(this.#move(this.#live));
      this.#hooks.onEvent(frame);
    };
    return openSocket({ url, ticket, answerTimeoutMilliseconds, onEvent, signal: this.#ending.signal });
  }

  async #replaceBy(socket: Socket): Promise<void> {
    try {
      await this.#hooks.prepare(socket);
      if (this.#isClosed()) throw new ConnectionLostError('the connection was closed by its owner');
      this.#use(socket);
      // What was joined meanwhile, on the connection before.
      await this.#hooks.prepare(socket);
    } catch (error) {
      socket.close();
      throw error;
    }
  }

  /** Those who wait for a connection get this one, and so does who asks from now on. */
  #use(socket: Socket): void {
    this.#live = socket;
    this.#current.resolve(socket);
    this.#current = deferredSocket();
    this.#current.resolve(socket);
    this.#setState('open');
    this.#stopTimers();
    const { heartbeatMilliseconds, handOverMilliseconds } = this.#options;
    // Clients that connected together do not all come back together.
    const handOverIn = handOverMilliseconds * (1 - Math.random() / 10);
    this.#timers = [
      setInterval(() => inBackground(this.#beat(socket)), heartbeatMilliseconds),
      setTimeout(() => inBackground(this.#move(socket)), handOverIn),
    ];
    inBackground(socket.closed.then(() => this.#lost(socket)));
  }

  /** A connection that does not answer is as good as lost. */
  async #beat(socket: Socket): Promise<void> {
    try {
      await this.#hooks.beat(socket);
    } catch (error) {
      if (error instanceof ConnectionLostError) socket.close();
    }
  }

  /** Connects again, for as long as it takes. A connection that was handed over is not missed. */
  async #lost(socket: Socket): Promise<void> {
    if (!this.#isInUse(socket)) return;
    this.#stopTimers();
    this.#current = deferredSocket();
    this.#setState('reconnecting');
    for (let failures = 0; this.#isInUse(socket); failures += 1) {
      await this.#pause(failures);
      // The next attempt waits longer.
      if (this.#isInUse(socket)) await this.open().catch(() => undefined);
    }
  }

  /** Hands over from a socket that will end soon. When that fails it is tried again, as long as the socket is in use. */
  async #move(socket: Socket): Promise<void> {
    for (let failures = HAND_OVER_FAILURES; this.#isInUse(socket); failures += 1)
      try {
        await this.open();
      } catch {
        await this.#pause(failures);
      }
  }

  #pause(failures: number): Promise<void> {
    return wait(reconnectDelay(failures), AbortSignal.any([this.#ending.signal, this.#waking.signal]));
  }

  #isInUse(socket: Socket): boolean {
    return this.#live === socket && !this.#isClosed();
  }

  /** Asked again after each wait: it may have been closed meanwhile. */
  #isClosed(): boolean {
    return this.#state === 'closed';
  }

  #stopTimers(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #setState(state: ConnectionState): void {
    if (this.#state === state || this.#isClosed()) return;
    this.#state = state;
    this.#hooks.onState(state);
  }
}

class SignedOutError extends Error {
  override readonly name = 'SignedOutError';
  readonly status = 401;
}

/** Browsers say when there is a network again; Node does not. */
const onNetworkBack = (until: AbortSignal, listener: () => void): void => {
  const page = globalThis as Partial<Pick<EventTarget, 'addEventListener'>>;
  page.addEventListener?.('online', listener, { signal: until });
};

const isSignedOut = (error: unknown): boolean =>
  error instanceof Error && 'status' in error && (error.status === 401 || error.status === 403);

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
