import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A network that a test can spoil, between a client and a server of this machine. */
export interface TcpProxy {
  readonly port: number;
  /** Ends every connection, and refuses new ones until it is mended. */
  cut(): void;
  /** Lets nothing through, in either direction, and says nothing of it, until it is mended. */
  stall(): void;
  mend(): void;
  /** Lets the connections there are pass nothing more, and says nothing of it; new ones are fine. */
  forget(): void;
  /** Ends each connection there is when its client next sends something, which does not get through. */
  tripOnUse(): void;
  /** Ends each connection there is when its server next answers something, which does not get through. */
  loseAnswer(): void;
  stop(): Promise<void>;
}

export const startTcpProxy = async (target: { host: string; port: number }): Promise<TcpProxy> => {
  const sockets = new Set<Socket>();
  const near = new Set<Socket>();
  const far = new Set<Socket>();
  let state: 'fine' | 'cut' | 'stalled' = 'fine';
  const server = createServer(client => {
    if (state === 'cut') {
      client.destroy();
      return;
    }
    const upstream = connect(target);
    for (const [from, to, side] of [
      [client, upstream, near],
      [upstream, client, far],
    ] as const) {
      sockets.add(from);
      side.add(from);
      from.on('data', bytes => to.write(bytes));
      from.on('error', () => undefined);
      from.on('close', () => {
        sockets.delete(from);
        side.delete(from);
        to.destroy();
      });
      if (state === 'stalled') from.pause();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const destroyAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const endOnData = (side: ReadonlySet<Socket>) => {
    for (const socket of side) socket.removeAllListeners('data').once('data', () => socket.destroy());
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => {
      state = 'cut';
      destroyAll();
    },
    stall: () => {
      state = 'stalled';
      for (const socket of sockets) socket.pause();
    },
    mend: () => {
      state = 'fine';
      for (const socket of sockets) socket.resume();
    },
    forget: () => {
      for (const socket of sockets) socket.removeAllListeners('data').resume();
    },
    tripOnUse: () => {
      endOnData(near);
    },
    loseAnswer: () => {
      endOnData(far);
    },
    stop: async () => {
      destroyAll();
      server.close();
      await once(server, 'close');
    },
  };
};
