import { ConnectionLostError } from './socket.ts';

/** Between two tries of one message; a lost connection takes a moment to be noticed everywhere. */
const RETRY_MILLISECONDS = 100;

/** Sends one message. Rejects with ConnectionLostError when it is not known whether it arrived. */
type Post<Message, Answer> = (message: Message & { readonly clientMessageId: string }) => Promise<Answer>;

/**
 * Messages on their way out. Each has an id of its own, so the server stores it once however often it is sent; those of one room
 * go one after another, so their order is the one in which they were written.
 */
export class Outbox<Message extends { readonly roomId: string }, Answer> {
  readonly #post: Post<Message, Answer>;
  /** The last message of each room that is still on its way. */
  readonly #last = new Map<string, Promise<unknown>>();
  #isClosed = false;

  constructor(post: Post<Message, Answer>) {
    this.#post = post;
  }

  /** Resolves to the server's answer, after as many tries as it takes. Rejects when the server refuses, or on close. */
  send(message: Message): Promise<Answer> {
    const { roomId } = message;
    const before = this.#last.get(roomId) ?? Promise.resolve();
    const next = () => this.#untilSent({ ...message, clientMessageId: crypto.randomUUID() });
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
    this.#isClosed = true;
  }

  async #untilSent(message: Message & { readonly clientMessageId: string }): Promise<Answer> {
    for (;;) {
      if (this.#isClosed) throw new ConnectionLostError('the connection was closed by its owner');
      try {
        return await this.#post(message);
      } catch (error) {
        if (!(error instanceof ConnectionLostError)) throw error;
      }
      await new Promise(resolve => {
        setTimeout(resolve, RETRY_MILLISECONDS);
      });
    }
  }
}
