import middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { SessionGuard } from '../platform/auth/session-guard.ts';
import type { Presence } from '../platform/realtime/presence.ts';
import { departuresOf } from '../platform/realtime/registry.ts';
import type { Container } from './container.ts';
import { observe, traced, type InvocationContext } from './invocation.ts';
import { callerOf, socketOf, type SocketDeps, type SocketEvent } from './socket-handler.ts';
import { offeredProtocols } from './socket-header.ts';

type Response = APIGatewayProxyStructuredResultV2;

/** The subprotocol a client may offer; it must be echoed, and nothing else that was offered may be. */
const SUBPROTOCOL = 'strata.v1';

type ConnectEvent = SocketEvent & { readonly headers?: Readonly<Record<string, string>> };

/**
 * `$connect`: remembers the connection, so that its user can be reached. Posting to it is not possible yet. A session that
 * ends after the authorizer has asked for it either finds the connection, or is found ended here.
 */
export const connectHandler = (container: Container<SocketDeps & { readonly sessionGuard: SessionGuard }>) =>
  middy<ConnectEvent, Response, Error, InvocationContext>()
    .use(observe<ConnectEvent, Response>(socketOf))
    .handler(
      traced<ConnectEvent, Response>(async (event, context) => {
        // The local server takes a client's frame { "event": "$connect" } for the real thing, also from a connection that has ended.
        if (event.requestContext.eventType !== 'CONNECT') return { statusCode: 200 };
        const { db, connections, sessionGuard } = container.scope(context.invocation);
        const caller = callerOf(event);
        const id = event.requestContext.connectionId;
        await connections.add(db, { id, userId: caller.userId, sessionId: caller.sessionId });
        if (!(await sessionGuard.stands(caller))) {
          await connections.remove(db, [id]);
          return { statusCode: 401 };
        }
        const isOffered = offeredProtocols(event.headers).includes(SUBPROTOCOL);
        const headers = isOffered ? { 'Sec-WebSocket-Protocol': SUBPROTOCOL } : {};
        return { statusCode: 200, headers };
      }),
    );

/** `$disconnect`: forgets the connection and what it was subscribed to, and tells the others there. */
export const disconnectHandler = (container: Container<SocketDeps & { readonly presence: Presence }>) =>
  middy<SocketEvent, Response, Error, InvocationContext>()
    .use(observe<SocketEvent, Response>(socketOf))
    .handler(
      traced<SocketEvent, Response>(async (event, context) => {
        // As above.
        if (event.requestContext.eventType !== 'DISCONNECT') return { statusCode: 200 };
        const { db, connections, presence } = container.scope(context.invocation);
        const removed = await connections.remove(db, [event.requestContext.connectionId]);
        await presence.departed(departuresOf(removed));
        return { statusCode: 200 };
      }),
    );
