import middy from '@middy/core';
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import type { AccessTokenVerifier } from '../platform/auth/access-token.ts';
import type { Principal } from '../platform/auth/principal.ts';
import type { SessionGuard } from '../platform/auth/session-guard.ts';
import { config } from '../platform/config/config.ts';
import * as sections from '../platform/config/sections.ts';
import type { TicketService } from '../tickets/tickets.service.ts';
import { bearerToken } from './authentication.ts';
import type { Container } from './container.ts';
import { observe, traced, type InvocationContext } from './invocation.ts';
import { headerOf, offeredProtocols } from './socket-header.ts';

type Event = APIGatewayRequestAuthorizerEvent;

interface AuthorizerDeps {
  readonly accessTokenVerifier: AccessTokenVerifier;
  readonly ticketService: TicketService;
  readonly sessionGuard: SessionGuard;
}

/** A ticket as a subprotocol: 256 bits in base64url. */
const TICKET = /^ticket\.([\w-]{43})$/;

/**
 * The authorizer of `$connect`. API Gateway hands its context to every later event of the connection. It fails closed: a
 * missing, malformed, expired or used credential is refused, one whose session has ended too, and everything when it
 * cannot be checked.
 */
export const socketAuthorizer = (container: Container<AuthorizerDeps>) =>
  middy<Event, APIGatewayAuthorizerResult, Error, InvocationContext>()
    .use(
      observe<Event, APIGatewayAuthorizerResult>(({ requestContext }) => ({
        connectionId: requestContext.connectionId,
      })),
    )
    .handler(
      traced<Event, APIGatewayAuthorizerResult>(async (event, context) => {
        const { log } = context.invocation;
        const caller = await callerOf(event, container.scope(context.invocation));
        if (typeof caller !== 'string')
          return { ...policy('Allow', caller.userId, event.methodArn), context: { ...caller } };
        log.info('connection.refused', { reason: caller });
        return policy('Deny', 'nobody', event.methodArn);
      }),
    );

/** Who wants to connect, or why they may not. */
const callerOf = async (
  { headers }: Event,
  dependencies: AuthorizerDeps,
): Promise<Principal | 'foreign origin' | 'no valid credential' | 'session ended'> => {
  if (!mayConnectFrom(headerOf(headers, 'origin'))) return 'foreign origin';
  const caller = await bearerOf(headers, dependencies);
  if (caller === undefined) return 'no valid credential';
  return (await dependencies.sessionGuard.stands(caller)) ? caller : 'session ended';
};

/** Browsers name the page's origin, and pages cannot change that; other clients send none. */
const mayConnectFrom = (origin: string | undefined): boolean => {
  if (origin === undefined) return true;
  const { CORS_ORIGINS: allowed } = config(sections.origins);
  return allowed.includes('*') || allowed.includes(origin);
};

/** A ticket is used up whatever becomes of the connection. */
const bearerOf = async (
  headers: Event['headers'],
  { accessTokenVerifier, ticketService }: AuthorizerDeps,
): Promise<Principal | undefined> => {
  const token = bearerToken(headerOf(headers, 'authorization'));
  if (token !== undefined) return accessTokenVerifier.verify(token);
  const [ticket] = offeredProtocols(headers).flatMap(name => TICKET.exec(name)?.[1] ?? []);
  return ticket === undefined ? undefined : ticketService.redeem(ticket);
};

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
