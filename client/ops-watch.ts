import { requestOn } from './request.ts';
import { ConnectionLostError, RealtimeError, type Socket } from './socket.ts';

export interface OpsWatchOptions {
  /** The socket in use, as soon as there is one. */
  readonly socket: () => Promise<Socket>;
  readonly isClosed: () => boolean;
  /** Called when the user is no administrator any more. */
  readonly onLost: () => void;
}

/** The live feed of jobs for administrators, on whichever connections there are. */
export class OpsWatch {
  readonly #options: OpsWatchOptions;
  readonly #watching = new Set<Socket>();
  #isWanted = false;

  constructor(options: OpsWatchOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    this.#isWanted = true;
    try {
      await this.#joinOn(await this.#options.socket());
    } catch (error) {
      // Joined on the next connection.
      if (error instanceof ConnectionLostError && !this.#options.isClosed()) return;
      this.#isWanted = false;
      throw error;
    }
  }

  /** Stops it on every connection. A connection that is lost has stopped. */
  async stop(): Promise<void> {
    this.#isWanted = false;
    await Promise.all([...this.#watching].map(socket => this.#leaveOn(socket)));
  }

  /** Goes on with it on a fresh connection. */
  async prepare(socket: Socket): Promise<void> {
    if (!this.#isWanted || this.#watching.has(socket)) return;
    try {
      await this.#joinOn(socket);
    } catch (error) {
      if (!(error instanceof RealtimeError) || error.code !== 'auth.forbidden') throw error;
      this.#isWanted = false;
      this.#options.onLost();
    }
  }

  async #joinOn(socket: Socket): Promise<void> {
    await requestOn(socket, 'ops.join', {});
    this.#watching.add(socket);
    const forget = () => this.#watching.delete(socket);
    socket.closed.then(forget, forget);
    // It was stopped while this was on its way.
    if (!this.#isWanted) await this.#leaveOn(socket);
  }

  async #leaveOn(socket: Socket): Promise<void> {
    this.#watching.delete(socket);
    try {
      await requestOn(socket, 'ops.leave', {});
    } catch (error) {
      if (!(error instanceof ConnectionLostError)) throw error;
    }
  }
}
