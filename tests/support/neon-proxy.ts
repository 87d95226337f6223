import { neonConfig } from '@neondatabase/serverless';
import { startWebSocketProxy, type WebSocketProxy } from './websocket-proxy.ts';

/** Sends what Neon's driver says to a plain Postgres, for this whole process, until it is stopped. */
export const startNeonProxy = async (target: {
  readonly host: string;
  readonly port: number;
}): Promise<WebSocketProxy> => {
  const proxy = await startWebSocketProxy(target);
  neonConfig.wsProxy = () => `127.0.0.1:${proxy.port}`;
  neonConfig.useSecureWebSocket = false;
  neonConfig.pipelineTLS = false;
  neonConfig.pipelineConnect = false;
  return proxy;
};
