/** A frame from the server. */
export interface ServerFrame {
  readonly event: string;
  readonly id?: string | number;
  readonly data: unknown;
}

export interface Connection {
  /** Sends an event. @returns what the server acknowledges it with; rejects with its error, or when no answer comes in time */
  request(event: string, data: unknown): Promise<unknown>;
  /** Calls `listener` for each event of a name. @returns a function that stops it */
  on(event: string, listener: (data: unknown) => void): () => void;
  close(): Promise<void>;
}

const ANSWER_LIMIT_MILLISECONDS = 10_000;
const SUBPROTOCOL = 'strata.v1';

/** What Node's WebSocket takes beside the subprotocols; a browser cannot send headers. */
interface NodeWebSocketOptions {
  readonly protocols: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Opens the real-time connection of one user, under Node. @throws Error when it is refused */
export const connect = async (url: string, token: string): Promise<Connection> => {
  const options: NodeWebSocketOptions = {
    protocols: SUBPROTOCOL,
    headers: { authorization: `Bearer ${token}` },
  };
  const socket = new WebSocket(url, options);
  await opened(socket);
  const listeners = new Map<string, Set<(data: unknown) => void>>();
  const waiting = new Map<string | number, (frame: ServerFrame) => void>();
  let lastId = 0;

  socket.addEventListener('message', ({ data }) => {
    const frame = JSON.parse(String(data)) as ServerFrame;
    const answered = frame.id === undefined ? undefined : waiting.get(frame.id);
    if (answered !== undefined) answered(frame);
    else for (const listener of listeners.get(frame.event) ?? []) listener(frame.data);
  });

  return {
    request: async (event, data) => {
      const id = (lastId += 1);
      const answer = new Promise<ServerFrame>((resolve, reject) => {
        const timer = setTimeout(() => {
          reject(new Error(`${event} was not answered`));
        }, ANSWER_LIMIT_MILLISECONDS);
        waiting.set(id, frame => {
          clearTimeout(timer);
          resolve(frame);
        });
      }).finally(() => waiting.delete(id));
      socket.send(JSON.stringify({ event, id, data }));
      const frame = await answer;
      if (frame.event === 'error') throw new Error(`${event}: ${JSON.stringify(frame.data)}`);
      return frame.data;
    },
    on: (event, listener) => {
      const known = listeners.get(event) ?? new Set();
      listeners.set(event, known.add(listener));
      return () => {
        known.delete(listener);
      };
    },
    close: async () => {
      const closed = new Promise(resolve => {
        socket.addEventListener('close', resolve, { once: true });
      });
      socket.close();
      await closed;
    },
  };
};

const opened = (socket: WebSocket): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.addEventListener(
      'open',
      () => {
        resolve();
      },
      { once: true },
    );
    socket.addEventListener(
      'error',
      () => {
        reject(new Error(`the connection to ${socket.url} was refused`));
      },
      { once: true },
    );
  });
