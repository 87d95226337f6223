import { afterEach, beforeEach, jest } from '@jest/globals';
import { Realtime, type RealtimeOptions } from '../../client/realtime.ts';

interface Sent {
  readonly event: string;
  readonly id: number;
  readonly data: Readonly<Record<string, unknown>>;
}
/** What a test wants as the answer: the data of an ack, a problem with a code, or nothing, as when the answer is lost. */
export type Answer = Readonly<Record<string, unknown>> | undefined;
type Server = (sent: Sent, connection: FakeWebSocket) => Answer | Promise<Answer>;

/** A connection of the client, whose other end is the test. */
export class FakeWebSocket extends EventTarget {
  static server: Server = () => ({});
  static readonly all: FakeWebSocket[] = [];
  readonly #received: Sent[] = [];
  isOpen = true;

  constructor() {
    super();
    FakeWebSocket.all.push(this);
    queueMicrotask(() => this.dispatchEvent(new Event('open')));
  }

  /** The names of the events that have come over it. */
  get received(): readonly string[] {
    return this.#received.map(({ event }) => event);
  }

  send(text: string): void {
    const sent = JSON.parse(text) as Sent;
    this.#received.push(sent);
    this.#answer(sent).catch(() => this.close());
  }

  async #answer(sent: Sent): Promise<void> {
    const answer = await FakeWebSocket.server(sent, this);
    if (answer === undefined) return;
    this.say({ event: 'code' in answer ? 'error' : 'ack', id: sent.id, data: answer });
  }

  /** Says something to the client. */
  say(frame: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) }));
  }

  /** Ends it, from either side. */
  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.dispatchEvent(new Event('close'));
  }
}

const ORDINARY: Readonly<Record<string, Answer>> = {
  ping: { rooms: [], more: false },
  'room.join': { lastSeq: 0, messages: [], more: false },
};

/** Call it at the top of a test file: clients whose network, server and clock are the test's. */
export const useFakeWebSocket = () => {
  const genuine = globalThis.WebSocket;
  const clients: Realtime[] = [];
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
    FakeWebSocket.all.length = 0;
    FakeWebSocket.server = ({ event }) => ORDINARY[event] ?? {};
    globalThis.WebSocket = FakeWebSocket as unknown as typeof WebSocket;
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.close();
    globalThis.WebSocket = genuine;
    jest.useRealTimers();
  });
  return {
    sockets: FakeWebSocket.all,
    /** Answers some events differently than with an ack; what it leaves undefined is answered as ever. */
    answer: (server: Server): void => {
      FakeWebSocket.server = async (sent, connection) =>
        (await server(sent, connection)) ?? ORDINARY[sent.event] ?? {};
    },
    connect: async (options: Partial<RealtimeOptions> = {}): Promise<Realtime> => {
      const ticket = () => Promise.resolve('ticket');
      const client = await Realtime.connect({ url: 'wss://strata.example', ticket, ...options });
      clients.push(client);
      return client;
    },
    /** Lets time pass, and all that comes of it happen. */
    pass: (seconds: number): Promise<void> => jest.advanceTimersByTimeAsync(seconds * 1000),
  };
};
