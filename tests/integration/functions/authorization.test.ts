import { beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { routes } from '../../../lib/app/routes.ts';
import { useConnectionsApi } from '../../support/connections-api.ts';
import { setEnvironment } from '../../support/environment.ts';
import { handlerAt } from '../../support/handlers.ts';
import { useHttp, type HttpRequest } from '../../support/http.ts';
import { useDatabase } from '../../support/use-database.ts';
import { useQueues } from '../../support/use-queues.ts';
import { actors, createWorld, type Actor, type World } from '../../support/world.ts';
import { allowed, requests } from './authorization.table.ts';

/** Who may do what over HTTP, every route by every kind of caller. A route that the table leaves out fails. */

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
const outcomeOf = async (route: string, actor: Actor, world: World): Promise<string> => {
  const request: HttpRequest = requests[route]?.(world) ?? {};
  const caller = world.as[actor];
  const { status, body } = await call(await handlerAt(route), { ...request, ...(caller && { as: caller }) });
  if (status >= 500) throw new Error(`${route} as ${actor}: ${status} ${JSON.stringify(body)}`);
  const { code } = coded.safeParse(body).data ?? { code: '' };
  return REFUSALS[code] ?? (status === 404 ? 'finds nothing' : 'is answered');
};

const declared = routes.map(({ method, path }) => `${method} ${path}`);

describe('the table of who may do what', () => {
  it('names every route, and no other', () => {
    expect(Object.keys(allowed).sort()).toEqual([...declared].sort());
  });
});

describe.each(declared)('%s', route => {
  it.each(actors)('by %s', async actor => {
    const world = await createWorld(database.db);
    const expected = allowed[route]?.[actors.indexOf(actor)];
    expect(await outcomeOf(route, actor, world)).toBe(expected);
  });
});
