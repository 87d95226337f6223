import { beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { routes } from '../../../lib/app/routes.ts';
import type { Principal } from '../../../lib/platform/auth/principal.ts';
import { problem } from '../../../lib/platform/http/problem.ts';
import { createUser } from '../../support/builders.ts';
import { setEnvironment } from '../../support/environment.ts';
import { handlerAt } from '../../support/handlers.ts';
import { useHttp, type HttpAnswer, type HttpRequest } from '../../support/http.ts';
import { useDatabase } from '../../support/use-database.ts';
import { createWorld, type World } from '../../support/world.ts';
import { requests } from './authorization.table.ts';

/** What every route refuses before its service is asked, made from its contract: each field of each part of a request. */

const database = useDatabase();
const { call } = useHttp(database);
let admin: Principal;
let world: World;
beforeAll(async () => {
  admin = await createUser(database.db, { role: 'admin' });
  world = await createWorld(database.db);
  setEnvironment({ API_URL: 'http://127.0.0.1:1', LINK_SECRET: 'x'.repeat(32) });
});

const MAX_BODY_BYTES = 256 * 1024;
/** No text, number, choice or list is this; what takes any object is given a number. */
const WRONG = { wrong: [{}] };
/** Longer than every text in a query may be, and no number, choice or cursor. */
const WRONG_TEXT = 'x'.repeat(20_000);

const node = z.looseObject({
  properties: z.record(z.string(), z.unknown()).default({}),
  anyOf: z.array(z.unknown()).default([]),
});
/** The names of what a part of a request may hold. */
const fieldsOf = (schema: z.ZodType | undefined): readonly string[] => {
  const names = (json: unknown): readonly string[] => {
    const { properties, anyOf } = node.parse(json);
    return [...Object.keys(properties), ...anyOf.flatMap(names)];
  };
  return schema === undefined
    ? []
    : [...new Set(names(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })))];
};

const invalid = (answer: HttpAnswer) => {
  const { code, errors = [] } = problem.parse(answer.body);
  return { status: answer.status, code, pointers: errors.map(({ pointer }) => pointer) };
};

/** What is signed is read by its service: stripe-events.test.ts. */
const read = routes.filter(({ signedBy }) => signedBy === undefined);

describe.each(read.map(route => ({ name: `${route.method} ${route.path}`, route })))(
  '$name',
  ({ name, route }) => {
    const send = async (changed: (good: HttpRequest) => HttpRequest) => {
      const good = requests[name]?.(world) ?? {};
      return call(await handlerAt(name), { as: admin, ...good, ...changed(good) });
    };
    const refuses = (pointer: string, changed: (good: HttpRequest) => HttpRequest) => {
      it(`answers 400 about ${pointer}`, async () => {
        const { status, code, pointers } = invalid(await send(changed));
        expect({ status, code }).toEqual({ status: 400, code: 'request.invalid' });
        expect(pointers.filter(found => found === pointer || found.startsWith(`${pointer}/`))).not.toEqual(
          [],
        );
      });
    };

    for (const field of fieldsOf(route.params))
      refuses(`/path/${field}`, ({ params }) => ({ params: { ...params, [field]: WRONG_TEXT } }));
    if (route.query !== undefined)
      for (const field of [...fieldsOf(route.query), 'unexpected'])
        refuses(`/query/${field}`, ({ query }) => ({ query: { ...query, [field]: WRONG_TEXT } }));
    if (route.body !== undefined) {
      for (const field of [...fieldsOf(route.body), 'unexpected'])
        refuses(`/body/${field}`, ({ body }) => ({
          body: { ...(body as object), [field]: field === 'payload' ? 7 : WRONG },
        }));

      it.each([
        [413, 'request.too_large', 'application/json', `"${'x'.repeat(MAX_BODY_BYTES)}"`],
        [415, 'request.media_type', 'text/plain', '{}'],
        [400, 'request.malformed_json', 'application/json', '{"a":1,"a":2}'],
      ])('answers %i %s', async (status, code, type, text) => {
        const answer = await send(({ headers }) => ({ text, headers: { ...headers, 'content-type': type } }));
        expect(invalid(answer)).toMatchObject({ status, code });
      });
    }
    if (route.idempotent !== undefined)
      refuses('/headers/idempotency-key', () => ({ headers: { 'idempotency-key': 'x'.repeat(256) } }));
    if (route.params === undefined && route.query === undefined && route.body === undefined)
      it('reads nothing that could be wrong', () => {
        expect(route.idempotent).toBeUndefined();
      });
  },
);
