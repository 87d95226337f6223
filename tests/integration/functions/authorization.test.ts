import { beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { routes } from '../../../lib/app/routes.ts';
import * as socketRoutes from '../../../lib/app/socket-routes.ts';
import { createConnection } from '../../support/builders.ts';
import { useConnectionsApi } from '../../support/connections-api.ts';
import { setEnvironment } from '../../support/environment.ts';
import { handlerAt, socketHandlerAt } from '../../support/handlers.ts';
import { useHttp, type HttpRequest } from '../../support/http.ts';
import { callSocket } from '../../support/socket.ts';
import { useDatabase } from '../../support/use-database.ts';
import { useQueues } from '../../support/use-queues.ts';
import { actors, createWorld, type Actor, type World } from '../../support/world.ts';
import { allowedEvents, allowedRoutes, eventData, requests } from './authorization.table.ts';

/** Who may do what: every route and every event, by every kind of caller. One that the table leaves out fails. */

const database = useDatabase();
const { call } = useHttp(database);
useQueues();
useConnectionsApi();
beforeAll(() => {
  setEnvironment({
    API_URL: 'http://127.0.0.1:1',
    LINK_SECRET: 'x'.repeat(32),
    PAYMENTS_PROVIDER: 'sandbox',
  });
});

const coded = z.object({ code: z.string() });
const REFUSALS: Readonly<Record<string, string>> = {
  'auth.required': 'must sign in',
  'auth.forbidden': 'is refused',
  'room.not_manager': 'is refused',
  'report.link_expired': 'is refused',
  // A request that the contract refuses would say nothing about the caller.
  'request.invalid': 'sends nonsense',
  'request.malformed_json': 'sends nonsense',
  'request.media_type': 'sends nonsense',
};

/** What a caller came to: an answer of the service counts as allowed, whatever it thinks of the request. */
const outcomeOf = (asked: string, status: number | undefined, answer: unknown): string => {
  if (status !== undefined && status >= 500) throw new Error(`${asked}: ${status} ${JSON.stringify(answer)}`);
  const { code } = coded.safeParse(answer).data ?? { code: '' };
  return REFUSALS[code] ?? (status === 404 ? 'finds nothing' : 'is answered');
};

const request = async (route: string, actor: Actor, world: World): Promise<string> => {
  const sent: HttpRequest = requests[route]?.(world) ?? {};
  const caller = world.as[actor];
  const { status, body } = await call(await handlerAt(route), { ...sent, ...(caller && { as: caller }) });
  return outcomeOf(`${route} as ${actor}`, status, body);
};

/** @param route where API Gateway takes the frame: that of the event, or `$default` */
const send = async (event: string, route: string, actor: Actor, world: World): Promise<string> => {
  const caller = world.as[actor];
  const reply = await callSocket(await socketHandlerAt(route), {
    ...(caller && { as: caller, connectionId: await createConnection(database.db, caller) }),
    frame: { event, id: 1, data: eventData[event.replaceAll(':', '.')]?.(world) },
  });
  if (reply === undefined) throw new Error(`${event} as ${actor}: no reply`);
  return outcomeOf(`${event} as ${actor}`, reply.data.status, reply.data);
};

const declaredRoutes = routes.map(({ method, path }) => `${method} ${path}`);
const declaredEvents = Object.values(socketRoutes).map(({ definition }) => definition.event);

describe('the table of who may do what', () => {
  it('names every route, and no other', () => {
    expect(Object.keys(allowedRoutes).sort()).toEqual([...declaredRoutes].sort());
  });

  it('names every event that clients send, and no other', () => {
    expect(Object.keys(allowedEvents).sort()).toEqual([...declaredEvents].sort());
  });
});

describe.each(declaredRoutes)('%s', route => {
  it.each(actors)('by %s', async actor => {
    const world = await createWorld(database.db);
    expect(await request(route, actor, world)).toBe(allowedRoutes[route]?.[actors.indexOf(actor)]);
  });
});

describe.each(declaredEvents)('%s', event => {
  it.each(actors)('by %s, whichever function answers', async actor => {
    const world = await createWorld(database.db);
    const expected = allowedEvents[event]?.[actors.indexOf(actor)];
    expect(await send(event, event, actor, world)).toBe(expected);
    expect(await send(event.replaceAll('.', ':'), '$default', actor, world)).toBe(expected);
  });
});
