import middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Container } from './container.ts';
import { observe, type InvocationContext } from './invocation.ts';
import { callerOf, socketOf, type SocketDeps, type SocketEvent } from './socket-handler.ts';
import { offeredProtocols } from './socket-header.ts';

type Response = APIGatewayProxyStructuredResultV2;

/** The subprotocol a client may offer; it must be echoed, and nothing else that was offered may be. */
const SUBPROTOCOL = 'strata.v1';

type ConnectEvent = SocketEvent & { readonly headers?: Readonly<Record<string, string>> };

/** `$connect`: remembers the connection, so that its user can be reached. Posting to it is not possible yet. */
export const connectHandler = (container: Container<SocketDeps>) =>
  middy<ConnectEvent, Response, Error, InvocationContext>()
    .use(observe<ConnectEvent, Response>(socketOf))
    .handler(async (event, context) => {
      const { db, connections } = container.scope(context.invocation);
      const { userId, sessionId } = callerOf(event);
      await connections.add(db, { id: event.requestContext.connectionId, userId, sessionId });
      const isOffered = offeredProtocols(event.headers).includes(SUBPROTOCOL);
      const headers = isOffered ? { 'Sec-WebSocket-Protocol': SUBPROTOCOL } : {};
      return { statusCode: 200, headers };
    });

/** `$disconnect`: forgets the connection and what it was subscribed to. */
export const disconnectHandler = (container: Container<SocketDeps>) =>
  middy<SocketEvent, Response, Error, InvocationContext>()
    .use(observe<SocketEvent, Response>(socketOf))
    .handler(async (event, context) => {
      const { db, connections } = container.scope(context.invocation);
      await connections.remove(db, [event.requestContext.connectionId]);
      return { statusCode: 200 };
    });
