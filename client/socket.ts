/** A frame from the server. */
export interface ServerFrame {
  readonly event: string;
  /** On a reply: the id of the request. */
  readonly id?: number;
  /** On an event: the same on every copy of it, so that a repeat can be dropped. */
  readonly eventId?: string;
  readonly data: unknown;
}

/** The server refused a request. */
export class RealtimeError extends Error {
  override readonly name = 'RealtimeError';
  /** Stable, such as `room.not_found`. */
  readonly code: string;
  readonly problem: Readonly<Record<string, unknown>>;

  constructor(problem: Readonly<Record<string, unknown>>) {
    const { code, detail } = problem;
    super(`${String(code)}: ${String(detail)}`);
    this.code = String(code);
    this.problem = problem;
  }
}

/** The connection was lost before the answer came: whether the server has acted is not known. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';
}

export interface SocketOptions {
  readonly url: string;
  /** A one-use ticket from POST /realtime/tickets. */
  readonly ticket: string;
  /** For opening too. */
  readonly answerTimeoutMilliseconds: number;
  readonly onEvent: (frame: ServerFrame) => void;
  /** Closes it, also while it is being opened. */
  readonly signal?: AbortSignal;
}

/** One WebSocket: frames out, answers and events in. It knows nothing of rooms or of connecting again. */
export interface Socket {
  /** Resolves when it is closed, by whichever side, or given up. */
  readonly closed: Promise<void>;
  /** Aborted then. */
  readonly signal: AbortSignal;
  /** @returns what the server acknowledges with; rejects with RealtimeError, or ConnectionLostError when no answer comes */
  request(event: string, data: unknown): Promise<unknown>;
  /** Gives it up at once: nothing is waited for, as a network that is gone answers no good-bye. */
  close(): void;
  /** Closes when every request has been answered, or given up on. */
  closeWhenIdle(): Promise<void>;
}

const SUBPROTOCOL = 'strata.v1';

/** Opens one connection. @throws ConnectionLostError when it is refused or cannot be made in time */
export const openSocket = async (options: SocketOptions): Promise<Socket> => {
  const { answerTimeoutMilliseconds: limit } = options;
  const socket = new WebSocket(options.url, [SUBPROTOCOL, `ticket.${options.ticket}`]);
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const closed = Promise.withResolvers<undefined>();
  const ending = new AbortController();
  let lastId = 0;

  const close = () => {
    if (ending.signal.aborted) return;
    ending.abort();
    options.signal?.removeEventListener('abort', close);
    for (const { reject } of waiting.values()) reject(new ConnectionLostError('the connection was closed'));
    closed.resolve(undefined);
    socket.close();
  };
  socket.addEventListener('message', ({ data }) => {
    const frame = ending.signal.aborted ? undefined : parse(data);
    if (frame === undefined) return;
    if (saysEnded(frame)) {
      close();
      return;
    }
    if (frame.id === undefined) {
      options.onEvent(frame);
      return;
    }
    const answered = waiting.get(frame.id);
    // One that comes too late is waited for by nobody.
    if (answered === undefined) return;
    if (frame.event === 'error') answered.reject(new RealtimeError(frame.data as Record<string, unknown>));
    else answered.resolve(frame.data);
  });
  socket.addEventListener('close', close);
  options.signal?.addEventListener('abort', close);
  if (options.signal?.aborted === true) close();
  await inTime(opened(socket), limit, 'the connection was not opened in time').catch((error: unknown) => {
    close();
    throw error;
  });

  return {
    closed: closed.promise,
    signal: ending.signal,
    request: async (event, data) => {
      if (ending.signal.aborted) throw new ConnectionLostError('the connection is closed');
      const id = (lastId += 1);
      const answer = Promise.withResolvers<unknown>();
      waiting.set(id, answer);
      try {
        socket.send(JSON.stringify({ event, id, data }));
        return await inTime(answer.promise, limit, `${event} was not answered in time`);
      } finally {
        waiting.delete(id);
      }
    },
    close,
    closeWhenIdle: async () => {
      while (waiting.size > 0)
        await Promise.allSettled([...waiting.values()].map(({ promise }) => inTime(promise, limit, 'idle')));
      close();
    },
  };
};

const inTime = async <T>(work: Promise<T>, milliseconds: number, otherwise: string): Promise<T> => {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new ConnectionLostError(otherwise));
  }, milliseconds);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
};

const opened = (socket: WebSocket): Promise<void> =>
  new Promise((resolve, reject) => {
    const refuse = () => {
      reject(new ConnectionLostError('the connection was refused'));
    };
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('error', refuse, { once: true });
    socket.addEventListener('close', refuse, { once: true });
  });

/** The server knows the connection no more, or its session has ended: as good as closed, whatever becomes of its closing. */
const saysEnded = ({ event, data }: ServerFrame): boolean =>
  event === 'error' && (data as { readonly code?: unknown } | undefined)?.code === 'auth.required';

const parse = (data: unknown): ServerFrame | undefined => {
  try {
    const frame = JSON.parse(String(data)) as Partial<ServerFrame>;
    return typeof frame.event === 'string' ? (frame as ServerFrame) : undefined;
  } catch {
    return undefined;
  }
};
