import { beforeAll, expect, it } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { routes } from '../../../lib/app/routes.ts';
import type { Route } from '../../../lib/platform/http/route.ts';
import { useConnectionsApi } from '../../support/connections-api.ts';
import { spoiledValueOf, valueOf } from '../../support/contract-values.ts';
import { setEnvironment } from '../../support/environment.ts';
import { handlerAt } from '../../support/handlers.ts';
import { useHttp, type HttpAnswer, type HttpRequest } from '../../support/http.ts';
import { nastyBodies, nastyTexts } from '../../support/nasty.ts';
import { randomOf } from '../../support/random.ts';
import { useDatabase } from '../../support/use-database.ts';
import { useQueues } from '../../support/use-queues.ts';
import { actors, createWorld, type World } from '../../support/world.ts';
import { requests } from './authorization.table.ts';

/** Requests made from the contracts, some as they should be and some hostile, to every route by every kind of caller. */

const REQUESTS = 10_000;
/** Then the things that requests are about are made anew: some have been deleted. */
const REQUESTS_A_WORLD = 100;

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

const seed = Number(process.env['STRATA_TEST_SEED'] ?? randomInt(2 ** 31));
const random = randomOf(seed);
const oneOf = <Item>(items: readonly Item[]): Item => items[random.below(items.length)] as Item;

const textsOf = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(value ?? {}).map(([name, part]) => [
      name,
      random.next() < 0.15 ? oneOf(nastyTexts) : typeof part === 'string' ? part : JSON.stringify(part),
    ]),
  );

/** A request to a route: about things that are there, or made up; right, or wrong in some way. */
const requestTo = (route: Route, world: World): HttpRequest => {
  const known = requests[`${route.method} ${route.path}`]?.(world) ?? {};
  const params = route.params && (random.next() < 0.7 ? known.params : valueOf(route.params, random));
  const query = route.query && (known.query ?? valueOf(route.query, random));
  const body = route.body && (random.next() < 0.5 ? (known.body ?? {}) : valueOf(route.body, random));
  const isRaw = body !== undefined && random.next() < 0.05;
  const raw = oneOf(nastyBodies.filter(text => typeof text === 'string'));
  return {
    ...(params !== undefined && { params: textsOf(params) }),
    ...(query !== undefined && { query: textsOf(query) }),
    headers: {
      ...(random.next() < 0.8 && known.headers),
      ...(random.next() < 0.2 && { 'idempotency-key': random.next() < 0.5 ? 'the same' : oneOf(nastyTexts) }),
      ...(isRaw && { 'content-type': 'application/json' }),
    },
    ...(isRaw
      ? { text: raw }
      : body !== undefined && { body: random.next() < 0.4 ? body : spoiledValueOf(body, random) }),
    sourceIp: `192.0.2.${random.below(250)}`,
  };
};

/** Enough to have it again, without nine thousand times the same letter. */
const told = (failure: unknown): string =>
  JSON.stringify(failure)
    .replaceAll(/(.)\1{40,}/g, '$1…')
    .slice(0, 1500);

it(
  `answers ${REQUESTS} requests as the document says, and never with a failure of its own (seed ${seed})`,
  async () => {
    const failures: string[] = [];
    const statuses = new Map<number, number>();
    let world = await createWorld(database.db);
    for (let index = 0; index < REQUESTS; index += 1) {
      if (index % REQUESTS_A_WORLD === 0) world = await createWorld(database.db);
      const route = oneOf(routes);
      const caller = world.as[oneOf(actors)];
      const request = { ...requestTo(route, world), ...(caller && { as: caller }) };
      const { method, path } = route;
      try {
        const answer: HttpAnswer = await call(await handlerAt(`${method} ${path}`), request);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        if (answer.status >= 500) failures.push(told({ method, path, request, answer }));
      } catch (error) {
        failures.push(told({ method, path, request, error: String(error) }));
      }
    }
    expect(failures.slice(0, 5)).toEqual([]);
    // It must have got beyond the door: a fuzzer that is refused everywhere proves nothing.
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 201, 204, 400, 401, 403, 404, 409]));
  },
  15 * 60_000,
);
