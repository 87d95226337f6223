import { ConnectionLostError } from './socket.ts';
import { wait } from './wait.ts';

/** More messages wait to be sent than the application wanted to allow. */
export class QueueFullError extends Error {
  override readonly name = 'QueueFullError';
}

/** Between two tries of one message; a lost connection takes a moment to be noticed everywhere. */
const RETRY_MILLISECONDS = 100;

/** Sends one message. Rejects with ConnectionLostError when it is not known whether it arrived. */
type Post<Message, Answer> = (message: Message & Identified) => Promise<Answer>;
/** A message of which an application may have chosen the id. */
interface Unsent {
  readonly roomId: string;
  readonly clientMessageId?: string | undefined;
}
interface Identified {
  readonly clientMessageId: string;
}

/**
 * Messages on their way out. Each has an id of its own, so the server stores it once however often it is sent; those of one room
 * go one after another, so their order is the one in which they were written.
 */
export class Outbox<Message extends Unsent, Answer> {
  readonly #post: Post<Message, Answer>;
  /** The last message of each room that is still on its way. */
  readonly #last = new Map<string, Promise<unknown>>();
  readonly #limit: number;
  #waiting = 0;
  readonly #ending = new AbortController();

  /** @param limit messages that may wait at once */
  constructor(post: Post<Message, Answer>, limit: number) {
    this.#post = post;
    this.#limit = limit;
  }

  /** Resolves to the server's answer, after as many tries as it takes. Rejects when the server refuses, on close, or when too many wait. */
  async send(message: Message): Promise<Answer> {
    if (this.#waiting >= this.#limit) throw new QueueFullError(`${this.#limit} messages wait to be sent`);
    this.#waiting += 1;
    try {
      return await this.#inTurn(message);
    } finally {
      this.#waiting -= 1;
    }
  }

  #inTurn(message: Message): Promise<Answer> {
    const { roomId, clientMessageId = crypto.randomUUID() } = message;
    const before = this.#last.get(roomId) ?? Promise.resolve();
    const next = () => this.#untilSent({ ...message, clientMessageId });
    const sent = before.then(next, next);
    this.#last.set(roomId, sent);
    const forget = () => {
      if (this.#last.get(roomId) === sent) this.#last.delete(roomId);
    };
    sent.then(forget, forget);
    return sent;
  }

  /** Gives up on what has not been sent. */
  close(): void {
    this.#ending.abort();
  }

  async #untilSent(message: Message & Identified): Promise<Answer> {
    for (;;) {
      if (this.#ending.signal.aborted) throw new ConnectionLostError('the connection was closed for good');
      try {
        return await this.#post(message);
      } catch (error) {
        if (!(error instanceof ConnectionLostError)) throw error;
      }
      await wait(RETRY_MILLISECONDS, this.#ending.signal);
    }
  }
}
