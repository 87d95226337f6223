import {
  ApiGatewayManagementApiClient,
  ApiGatewayManagementApiServiceException,
  DeleteConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { config } from '../config/config.ts';
import * as sections from '../config/sections.ts';
import { lazily } from '../lazily/lazily.ts';
import type { Log } from '../log/log.ts';

export type PostResult = 'sent' | 'gone' | 'failed';

/**
 * Speaks to one connection. It never throws: a connection that is closed is `gone`, anything else that went wrong is logged
 * and `failed`.
 */
export interface Transport {
  /** Hands it one frame. */
  post(connectionId: string, frame: string): Promise<PostResult>;
  /** Closes it; `sent` when that was asked for. */
  close(connectionId: string): Promise<PostResult>;
}

/** The status by which @connections says that a connection is closed. */
const GONE = 410;

/** One that hangs holds up one lane of a broadcast, not the broadcast. */
const CALL_TIMEOUT_MILLISECONDS = 5_000;

const client = lazily(
  () =>
    new ApiGatewayManagementApiClient({
      endpoint: config(sections.realtime).REALTIME_ENDPOINT,
      requestHandler: { requestTimeout: CALL_TIMEOUT_MILLISECONDS, throwOnRequestTimeout: true },
    }),
);

/** Posts through API Gateway's @connections endpoint. */
export const createApiGatewayTransport = ({ log }: { readonly log: Log }): Transport => {
  const outcomeOf = async (connectionId: string, call: Promise<unknown>): Promise<PostResult> => {
    try {
      await call;
      return 'sent';
    } catch (error) {
      // The status and not the name: the local emulator answers a bare 410.
      if (error instanceof ApiGatewayManagementApiServiceException && error.$metadata.httpStatusCode === GONE)
        return 'gone';
      log.warn('realtime.post_failed', { connectionId, error });
      return 'failed';
    }
  };
  return {
    post: (ConnectionId, frame) =>
      outcomeOf(
        ConnectionId,
        client().send(new PostToConnectionCommand({ ConnectionId, Data: Buffer.from(frame) })),
      ),
    close: ConnectionId =>
      outcomeOf(ConnectionId, client().send(new DeleteConnectionCommand({ ConnectionId }))),
  };
};
