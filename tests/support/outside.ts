import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { until } from './until.ts';

/** The application from outside: over HTTP and WebSocket, as any client would. */

export interface Request {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is, instead of `body`. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** `data` of a success, the problem of a failure. */
  readonly body: Readonly<Record<string, unknown>>;
}

const object = z.record(z.string(), z.unknown());
const envelope = z.looseObject({ data: z.unknown() });

const bodyOf = (text: string): Readonly<Record<string, unknown>> => {
  if (!text.startsWith('{')) return {};
  const parsed = object.parse(JSON.parse(text));
  const inside = object.safeParse(envelope.safeParse(parsed).data?.data);
  return inside.data ?? parsed;
};

export const httpClient =
  (baseUrl: () => string) =>
  async (route: string, { token, body, headers = {}, raw }: Request = {}): Promise<Answer> => {
    const [method = 'GET', path = '/'] = route.split(' ');
    const response = await fetch(`${baseUrl()}${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...((body !== undefined || raw !== undefined) && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(raw !== undefined ? { body: raw } : body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: bodyOf(text) };
  };

const frame = z.looseObject({
  event: z.string(),
  id: z.union([z.string(), z.number()]).optional(),
  data: z.unknown(),
});
export type ServerFrame = Readonly<z.infer<typeof frame>>;

export interface SocketClient {
  /** Every frame that came, in order. */
  readonly frames: readonly ServerFrame[];
  /** Whether the connection is open. */
  readonly isOpen: () => boolean;
  /** Sends text as it is. */
  readonly sendText: (text: string | Uint8Array<ArrayBuffer>) => void;
  /** Sends an event with a fresh id and waits for its reply. */
  readonly request: (event: string, data: unknown) => Promise<ServerFrame>;
  /** Waits for a frame of this event, among those that came too. */
  readonly heard: (
    event: string,
    matches?: (data: Readonly<Record<string, unknown>>) => boolean,
  ) => Promise<ServerFrame>;
  readonly close: () => Promise<void>;
}

/** Opens a connection for the bearer of a token. @throws Error when it is refused */
export const openSocket = async (url: string, token?: string): Promise<SocketClient> => {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  // Node's WebSocket takes headers, which browsers' do not.
  const socket = new WebSocket(url, { headers });
  const frames: ServerFrame[] = [];
  socket.addEventListener('message', ({ data }) => {
    frames.push(frame.parse(JSON.parse(String(data))));
  });
  const isOpen = () => socket.readyState === WebSocket.OPEN;
  await until(() => socket.readyState !== WebSocket.CONNECTING, 'the connection is answered');
  if (!isOpen()) throw new Error('the connection was refused');

  const found = async (matches: (candidate: ServerFrame) => boolean, what: string): Promise<ServerFrame> => {
    await until(() => frames.some(matches), what);
    return frames.find(matches) ?? { event: 'never', data: undefined };
  };
  return {
    frames,
    isOpen,
    sendText: text => {
      socket.send(text);
    },
    request: (event, data) => {
      const id = randomUUID();
      socket.send(JSON.stringify({ event, id, data }));
      return found(candidate => candidate.id === id, `the reply to ${event}`);
    },
    heard: (event, matches = () => true) =>
      found(candidate => candidate.event === event && matches(object.parse(candidate.data)), event),
    close: async () => {
      socket.close();
      await until(() => socket.readyState === WebSocket.CLOSED, 'the connection is closed');
    },
  };
};
