import { afterEach } from '@jest/globals';
import type { Realtime, RealtimeOptions } from '../../client/realtime.ts';
import type { Principal } from '../../lib/platform/auth/principal.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
import { until } from './until.ts';
import type { TestStack } from './use-stack.ts';

/** Call it at the top of a test file: ways to the stack's WebSockets that the test can spoil. */
export const useBadNetwork = (stack: TestStack) => {
  const proxies: TcpProxy[] = [];
  afterEach(async () => {
    await Promise.all(proxies.splice(0).map(proxy => proxy.stop()));
  });

  const startProxy = async (): Promise<{ readonly proxy: TcpProxy; readonly url: string }> => {
    const { hostname: host, port } = new URL(stack.state.websocketUrl);
    const proxy = await startTcpProxy({ host, port: Number(port) });
    proxies.push(proxy);
    return { proxy, url: `ws://127.0.0.1:${proxy.port}` };
  };

  return {
    startProxy,
    /** A client that notices within half a second that nothing is answered. */
    connect: async (bearer: Principal): Promise<{ readonly proxy: TcpProxy; readonly client: Realtime }> => {
      const { proxy, url } = await startProxy();
      const options: Partial<RealtimeOptions> = { url, answerTimeoutMilliseconds: 500 };
      const connected: Realtime[] = [];
      // A busy machine may take longer to open the first.
      await until(async () => {
        const client = await stack.connect(bearer, options).catch(() => undefined);
        if (client !== undefined) connected.push(client);
        return client !== undefined;
      }, 'it is connected');
      const [client] = connected;
      if (client === undefined) throw new Error('it is not connected');
      return { proxy, client };
    },
  };
};
