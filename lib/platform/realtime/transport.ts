import {
  ApiGatewayManagementApiClient,
  ApiGatewayManagementApiServiceException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { config } from '../config/config.ts';
import type { Log } from '../log/log.ts';

export type PostResult = 'sent' | 'gone' | 'failed';

/** Hands one frame to one connection. */
export interface Transport {
  /** Never throws: a connection that is closed is `gone`, anything else that went wrong is logged and `failed`. */
  post(connectionId: string, frame: string): Promise<PostResult>;
}

/** The status by which @connections says that a connection is closed. */
const GONE = 410;

let shared: ApiGatewayManagementApiClient | undefined;
const client = () =>
  (shared ??= new ApiGatewayManagementApiClient({ endpoint: config('realtime').REALTIME_ENDPOINT }));

/** Posts through API Gateway's @connections endpoint. */
export const createApiGatewayTransport = ({ log }: { readonly log: Log }): Transport => ({
  async post(connectionId, frame) {
    try {
      await client().send(
        new PostToConnectionCommand({ ConnectionId: connectionId, Data: Buffer.from(frame) }),
      );
      return 'sent';
    } catch (error) {
      // The status and not the name: the local emulator answers a bare 410.
      if (error instanceof ApiGatewayManagementApiServiceException && error.$metadata.httpStatusCode === GONE)
        return 'gone';
      log.warn('realtime.post_failed', { connectionId, error });
      return 'failed';
    }
  },
});
