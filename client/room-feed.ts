/** What a feed needs of a message. */
export interface Sequenced {
  readonly seq: number;
}

/** A page of what a client has missed. */
export interface Missed<Message extends Sequenced> {
  readonly lastSeq: number;
  readonly messages: readonly Message[];
  readonly more: boolean;
}

export interface RoomFeedOptions<Message extends Sequenced> {
  /** The last message the application has. */
  readonly after: number;
  /** Reads what came after a sequence number. */
  readonly read: (after: number) => Promise<Missed<Message>>;
  /** Called for each message once, in the order of the sequence, without a gap. */
  readonly deliver: (message: Message) => void;
}

/**
 * The messages of one room, put in order. Messages come from several sides: told live, answered to a send, read after a gap or
 * a reconnect; twice on two connections, or not at all. What is delivered is the sequence itself.
 */
export class RoomFeed<Message extends Sequenced> {
  readonly #options: RoomFeedOptions<Message>;
  /** Messages ahead of a gap. */
  readonly #ahead = new Map<number, Message>();
  #position: number;
  /** The latest message known to exist. */
  #known = 0;
  #reading: Promise<void> | undefined;

  constructor(options: RoomFeedOptions<Message>) {
    this.#options = options;
    this.#position = options.after;
  }

  /** The sequence number of the last message delivered. */
  get position(): number {
    return this.#position;
  }

  /** Takes a message from wherever it comes. When some before it are missing, they are read. */
  take(message: Message): void {
    if (message.seq > this.#position) this.#ahead.set(message.seq, message);
    this.#deliverReady();
    this.notice(message.seq);
  }

  /** Told how far the room has come, such as by a heartbeat. */
  notice(lastSeq: number): void {
    this.#known = Math.max(this.#known, lastSeq);
    if (this.#known > this.#position) this.catchUp().catch(() => undefined);
  }

  /** Reads until nothing is missing. Rejects when reading fails; the next notice tries again. */
  catchUp(): Promise<void> {
    this.#reading ??= this.resume(this.#options.read).finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** As `catchUp`, reading from one side in any case: reading is what subscribes a new connection. */
  async resume(read: RoomFeedOptions<Message>['read']): Promise<void> {
    for (;;) {
      const asked = this.#position;
      const { lastSeq, messages } = await read(asked);
      if (lastSeq < asked) this.#goBackTo(lastSeq);
      this.#known = Math.max(this.#known, lastSeq);
      for (const message of messages) if (message.seq > this.#position) this.#ahead.set(message.seq, message);
      this.#deliverReady();
      // Something may have been noticed while this page was on its way. A page without anything new would be asked for for ever.
      if (this.#position >= this.#known || messages.length === 0) return;
    }
  }

  /** A room that has not come as far as the client had it: it was restored from a backup. What it says from here on is new. */
  #goBackTo(lastSeq: number): void {
    this.#position = lastSeq;
    this.#known = lastSeq;
    this.#ahead.clear();
  }

  #deliverReady(): void {
    for (let next = this.#nextReady(); next !== undefined; next = this.#nextReady()) {
      this.#position = next.seq;
      this.#ahead.delete(next.seq);
      this.#options.deliver(next);
    }
    for (const seq of this.#ahead.keys()) if (seq <= this.#position) this.#ahead.delete(seq);
  }

  #nextReady(): Message | undefined {
    return this.#ahead.get(this.#position + 1);
  }
}
