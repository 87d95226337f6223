import middy from '@middy/core';
import type {
  APIGatewayAuthorizerResult,
  APIGatewayRequestAuthorizerEvent,
  APIGatewayProxyStructuredResultV2,
} from 'aws-lambda';
import type { AccessTokenVerifier } from '../platform/auth/access-token.ts';
import { bearerToken } from './authentication.ts';
import type { Container } from './container.ts';
import { observe, type InvocationContext } from './invocation.ts';
import { callerOf, socketOf, type SocketDeps, type SocketEvent } from './socket-handler.ts';

type Response = APIGatewayProxyStructuredResultV2;

/** The subprotocol a client may offer; it must be echoed, and nothing else that was offered may be. */
const SUBPROTOCOL = 'strata.v1';

/**
 * The authorizer of `$connect`. API Gateway hands its context to every later event of the connection. It fails closed: a
 * missing, malformed or expired token is refused, and so is everything when it cannot be checked.
 */
export const socketAuthorizer = (
  container: Container<{ readonly accessTokenVerifier: AccessTokenVerifier }>,
) =>
  middy<APIGatewayRequestAuthorizerEvent, APIGatewayAuthorizerResult, Error, InvocationContext>()
    .use(
      observe<APIGatewayRequestAuthorizerEvent, APIGatewayAuthorizerResult>(({ requestContext }) => ({
        connectionId: requestContext.connectionId,
      })),
    )
    .handler(async (event, context) => {
      const token = bearerToken(header(event.headers, 'authorization'));
      const { accessTokenVerifier } = container.scope(context.invocation);
      const caller = token === undefined ? undefined : await accessTokenVerifier.verify(token);
      if (caller === undefined) return policy('Deny', 'nobody', event.methodArn);
      return { ...policy('Allow', caller.userId, event.methodArn), context: { ...caller } };
    });

const policy = (
  Effect: 'Allow' | 'Deny',
  principalId: string,
  methodArn: string,
): APIGatewayAuthorizerResult => ({
  principalId,
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Action: 'execute-api:Invoke', Effect, Resource: methodArn }],
  },
});

/** WebSocket events keep the case in which a client wrote its headers. */
const header = (
  headers: Readonly<Record<string, string | undefined>> | null,
  name: string,
): string | undefined => Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];

type ConnectEvent = SocketEvent & { readonly headers?: Readonly<Record<string, string>> };

/** `$connect`: remembers the connection, so that its user can be reached. Posting to it is not possible yet. */
export const connectHandler = (container: Container<SocketDeps>) =>
  middy<ConnectEvent, Response, Error, InvocationContext>()
    .use(observe<ConnectEvent, Response>(socketOf))
    .handler(async (event, context) => {
      const { db, connections } = container.scope(context.invocation);
      const { userId, sessionId } = callerOf(event);
      await connections.add(db, { id: event.requestContext.connectionId, userId, sessionId });
      const offered =
        header(event.headers ?? {}, 'sec-websocket-protocol')
          ?.split(',')
          .map(name => name.trim()) ?? [];
      const headers = offered.includes(SUBPROTOCOL) ? { 'Sec-WebSocket-Protocol': SUBPROTOCOL } : {};
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
