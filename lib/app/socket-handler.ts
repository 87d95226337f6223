import middy, { type MiddlewareObj } from '@middy/core';
import type {
  APIGatewayProxyStructuredResultV2,
  APIGatewayProxyWebsocketEventV2WithRequestContext,
  APIGatewayEventWebsocketRequestContextV2,
} from 'aws-lambda';
import type { Result } from 'neverthrow';
import * as z from 'zod';
import { principal, type Principal } from '../platform/auth/principal.ts';
import type { Database } from '../platform/db/database.ts';
import { hostileValues, parseJson } from '../platform/http/json.ts';
import { inputErrors } from '../platform/http/problem.ts';
import { invalidRequest } from '../platform/http/request-error.ts';
import type { ClientEvent } from '../platform/realtime/client-event.ts';
import { connectionEnded } from '../platform/realtime/connection-ended.ts';
import { createEventGuard, EVENTS_PER_SECOND } from '../platform/realtime/event-guard.ts';
import { createLeanTransport } from '../platform/realtime/lean-transport.ts';
import type { Peer } from '../platform/realtime/peer.ts';
import type { ConnectionRegistry } from '../platform/realtime/registry.ts';
import type { Container, Invocation } from './container.ts';
import { toProblem, type AppError } from './errors.ts';
import { describeFailure, Refusal } from './failure.ts';
import { answerInTime, observe, traced, type InvocationContext } from './invocation.ts';

type RequestContext = APIGatewayEventWebsocketRequestContextV2 & { readonly authorizer?: unknown };
export type SocketEvent = APIGatewayProxyWebsocketEventV2WithRequestContext<RequestContext>;
type Response = APIGatewayProxyStructuredResultV2;

/** The largest frame that is read. API Gateway closes a connection that sends more in one frame. */
const MAX_FRAME_BYTES = 32 * 1024;

export interface SocketDeps {
  readonly db: Database;
  readonly connections: ConnectionRegistry;
}

/** A client event with the service method that answers it. */
export interface SocketRoute<Dependencies> {
  readonly definition: ClientEvent;
  readonly run: (
    dependencies: Dependencies,
    frame: { readonly data: unknown; readonly caller: Principal; readonly peer: Peer },
  ) => Promise<Result<unknown, AppError>>;
}

/** Binds a client event to the service method that answers it. */
export const on = <E extends ClientEvent, Dependencies>(
  definition: E,
  run: (
    dependencies: Dependencies,
    frame: { readonly data: z.output<E['data']>; readonly caller: Principal; readonly peer: Peer },
  ) => Promise<Result<z.input<E['ack']>, AppError>>,
): SocketRoute<Dependencies> => ({
  definition,
  // The wrapper parses the data by the definition's schema first.
  run: (dependencies, frame) => run(dependencies, { ...frame, data: frame.data as z.output<E['data']> }),
});

/**
 * A Lambda handler for client events: parses the frame, calls one service method, and replies by route response. A frame
 * with an `id` gets exactly one reply, an acknowledgement or an error; one without gets an error or nothing.
 *
 * @param routes one for the function of an API Gateway route; all of them for `$default`, which gets what no route matches:
 * unknown events, and those spelled with ':' for '.' as Socket.IO applications often do
 */
export const socketHandler = <Dependencies extends SocketDeps>(
  container: Container<Dependencies>,
  routes: readonly SocketRoute<Dependencies>[],
) =>
  middy<SocketEvent, Response, Error, InvocationContext>(answerInTime)
    .use(observe<SocketEvent, Response>(socketOf))
    .use(errorFrames)
    .handler(
      traced<SocketEvent, Response>(async (event, context) => {
        await refuseFlood(event.requestContext, context.invocation);
        const { event: name, id, data } = readFrame(event.body ?? '');
        const route = routes.find(({ definition }) => definition.event === name.replaceAll(':', '.'));
        if (route === undefined)
          throw new Refusal({
            code: 'request.unknown_event',
            detail: `There is no event ${JSON.stringify(name)}.`,
          });
        const parsed = route.definition.data.safeParse(data);
        if (!parsed.success) throw new Refusal(invalidRequest(inputErrors('/data', parsed.error)));
        const dependencies = container.scope(context.invocation);
        const peer = peerOf(event.requestContext.connectionId, dependencies);
        const result = await route.run(dependencies, { data: parsed.data, caller: callerOf(event), peer });
        if (result.isErr()) await refuseEnded(event.requestContext, dependencies, context.invocation);
        return result.match(
          value =>
            id === undefined ? SILENCE : reply({ event: 'ack', id, data: route.definition.ack.parse(value) }),
          error => errorFrame(error, id, context.awsRequestId),
        );
      }),
    );

/** One for each instance of a function: see createEventGuard for what that is worth. */
const guard = createEventGuard();

/** @throws Refusal when a user sends more than they may; a connection that goes on regardless is closed */
const refuseFlood = async (
  { connectionId, authorizer }: RequestContext,
  invocation: Invocation,
): Promise<void> => {
  const userId = principal.safeParse(authorizer).data?.userId ?? connectionId;
  const verdict = guard.judge({ userId, connectionId }, invocation.clock.now().getTime());
  if (verdict === 'fine') return;
  if (verdict === 'abuse') {
    invocation.log.warn('connection.flooding');
    await createLeanTransport(invocation).close(connectionId);
  }
  throw new Refusal({
    code: 'request.rate_limited',
    detail: `You may send ${EVENTS_PER_SECOND} events a second.`,
    retryAfterSeconds: 1,
  });
};

/**
 * What a service refused it may have refused because the connection has ended, whose rows are gone: its closing has failed, or
 * something was on its way. It is closed now.
 *
 * @throws Refusal for a connection that has ended
 */
const refuseEnded = async (
  { connectionId }: RequestContext,
  { db, connections }: SocketDeps,
  invocation: Invocation,
): Promise<void> => {
  if (await connections.knows(db, connectionId)) return;
  invocation.log.info('connection.ended');
  await createLeanTransport(invocation).close(connectionId);
  throw new Refusal(connectionEnded);
};

/** Turns whatever was thrown into an error frame; the connection lives on. */
const errorFrames: MiddlewareObj<SocketEvent, Response, Error, InvocationContext> = {
  onError: request => {
    const { awsRequestId, invocation } = request.context;
    request.response = errorFrame(
      describeFailure(request.error, invocation.log),
      idIn(request.event.body ?? ''),
      awsRequestId,
    );
  },
};

const identified = z.object({ id: z.union([z.string().max(100), z.int()]).optional() });
const frame = z.strictObject({
  ...identified.shape,
  event: z.string(),
  data: z.unknown().optional(),
});
type FrameId = z.infer<typeof identified>['id'];

const readFrame = (body: string): z.infer<typeof frame> => {
  const bytes = Buffer.byteLength(body);
  if (bytes > MAX_FRAME_BYTES)
    throw new Refusal({
      code: 'request.too_large',
      detail: `A frame may have ${MAX_FRAME_BYTES} bytes; this one has ${bytes}.`,
    });
  const value = parseJson(body);
  if (value === undefined)
    throw new Refusal({
      code: 'request.malformed_json',
      detail: 'A frame is a JSON object { "event", "id", "data" }.',
    });
  const hostile = hostileValues('', value);
  const parsed = frame.safeParse(value);
  const errors = [...hostile, ...(parsed.error === undefined ? [] : inputErrors('', parsed.error))];
  if (parsed.data === undefined || errors.length > 0) throw new Refusal(invalidRequest(errors));
  return parsed.data;
};

/** The id of a frame that may be wrong in other ways, so that its sender can still tell which one failed. */
const idIn = (body: string): FrameId => identified.safeParse(parseJson(body)).data?.id;

export const callerOf = (event: SocketEvent): Principal => {
  const parsed = principal.safeParse(event.requestContext.authorizer);
  if (!parsed.success)
    throw new Refusal({ code: 'auth.required', detail: 'The connection has no user. Connect again.' });
  return parsed.data;
};

const peerOf = (connection: string, { connections }: SocketDeps): Peer => ({
  connection,
  subscribe: (db, roomId) => connections.subscribe(db, connection, roomId),
  unsubscribe: (db, roomId) => connections.unsubscribe(db, connection, roomId),
});

const SILENCE: Response = { statusCode: 200 };
const reply = (message: unknown): Response => ({ statusCode: 200, body: JSON.stringify(message) });
const errorFrame = (error: AppError, id: FrameId, requestId: string): Response =>
  reply({ event: 'error', ...(id !== undefined && { id }), data: toProblem(error, requestId) });

export const socketOf = ({ requestContext }: SocketEvent) => ({
  route: requestContext.routeKey,
  connectionId: requestContext.connectionId,
});
