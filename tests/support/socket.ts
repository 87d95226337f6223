import type { SocketEvent } from '../../lib/app/socket-handler.ts';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import type { InvocationContext } from '../../lib/app/invocation.ts';
import type { Principal } from '../../lib/platform/auth/principal.ts';
import { lambdaContext } from './http.ts';

/** Functions behind the WebSocket API, called as API Gateway calls them. */

type Handler = (event: SocketEvent, context: InvocationContext) => Promise<APIGatewayProxyStructuredResultV2>;

export interface Frame {
  /** Whose connection it is; API Gateway hands on what the authorizer said. */
  readonly as?: Principal;
  readonly connectionId?: string;
  /** Sent as JSON. */
  readonly frame?: unknown;
  /** Sent as it is, instead of `frame`. */
  readonly text?: string;
  readonly routeKey?: string;
  readonly eventType?: 'CONNECT' | 'MESSAGE' | 'DISCONNECT';
}

/** An event of an open connection. */
export const socketEventOf = ({
  as,
  connectionId = 'connection',
  frame,
  text,
  routeKey = '$default',
  eventType = 'MESSAGE',
}: Frame): SocketEvent => {
  const requestContext: Partial<SocketEvent['requestContext']> = {
    routeKey,
    messageId: 'message',
    eventType,
    extendedRequestId: 'request',
    requestTime: '',
    messageDirection: 'IN',
    stage: 'test',
    connectedAt: 0,
    requestTimeEpoch: 0,
    requestId: 'request',
    domainName: 'test',
    connectionId,
    apiId: 'test',
    authorizer: as && { ...as, principalId: as.userId },
  };
  return {
    requestContext: requestContext as SocketEvent['requestContext'],
    body: text ?? JSON.stringify(frame),
    isBase64Encoded: false,
  };
};

const reply = z.object({
  event: z.enum(['ack', 'error']),
  id: z.union([z.string(), z.number()]).optional(),
  data: z.looseObject({ code: z.string().optional(), status: z.number().optional() }),
});
export type Reply = z.infer<typeof reply>;

/** Sends a frame to a function. @returns its one reply; undefined for silence */
export const callSocket = async (handler: Handler, frame: Frame): Promise<Reply | undefined> => {
  const { statusCode, body } = await handler(socketEventOf(frame), lambdaContext());
  if (statusCode !== 200) throw new Error(`API Gateway closes no connection, but it was told ${statusCode}`);
  return body === undefined ? undefined : reply.parse(JSON.parse(body));
};
