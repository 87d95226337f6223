import * as z from 'zod';
import { nastyBodies, nastyTexts, spoiled } from './nasty.ts';
import type { Answer, Request } from './outside.ts';

/** Requests that are wrong in one way each, made from a good one. */

/** Requests under way at once. */
const LANES = 8;

export const httpEvent = z.looseObject({
  routeKey: z.string(),
  rawPath: z.string(),
  headers: z.record(z.string(), z.string()),
  pathParameters: z.record(z.string(), z.string()).default({}),
  queryStringParameters: z.record(z.string(), z.string()).default({}),
  requestContext: z.looseObject({ http: z.looseObject({ method: z.string() }) }),
  body: z.string().optional(),
});
type HttpEvent = z.infer<typeof httpEvent>;

const pathOf = (
  { rawPath, pathParameters, queryStringParameters }: HttpEvent,
  params: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, string>> = queryStringParameters,
): string => {
  const path = rawPath
    .split('/')
    .map(segment => {
      const name = Object.keys(pathParameters).find(key => pathParameters[key] === segment);
      return encodeURIComponent(params[name ?? ''] ?? segment);
    })
    .join('/');
  const search = new URLSearchParams(query).toString();
  return search === '' ? path : `${path}?${search}`;
};

export type Variant = readonly [path: string, request: Request];

/** A good request and everything that can be wrong with it. */
export const variantsOf = (event: HttpEvent): readonly Variant[] => {
  const { headers, pathParameters, queryStringParameters: query, body } = event;
  const good: Request = { headers, ...(body !== undefined && { raw: body }) };
  const path = pathOf(event);
  return [
    [path, good],
    ...Object.keys(pathParameters).flatMap(name =>
      nastyTexts.map((value): Variant => [pathOf(event, { [name]: value }), good]),
    ),
    ...[...Object.keys(query), 'limit', 'cursor', 'unexpected'].flatMap(name =>
      nastyTexts.map((value): Variant => [pathOf(event, {}, { ...query, [name]: value }), good]),
    ),
    ...['', 'Bearer', 'Bearer x.y.z', 'Basic eDp5'].map((authorization): Variant => [
      path,
      { ...good, headers: { ...headers, authorization } },
    ]),
    ...['idempotency-key', 'if-match', 'if-none-match', 'accept', 'content-type'].flatMap(name =>
      ['', '*', 'x'.repeat(300), '"', 'é'].map((value): Variant => [
        path,
        { ...good, headers: { ...headers, [name]: value } },
      ]),
    ),
    ...(body === undefined
      ? []
      : [
          ...nastyBodies.map((raw): Variant => [path, { headers, raw }]),
          ...spoiled(JSON.parse(body)).map((value): Variant => [
            path,
            { headers, raw: JSON.stringify(value) },
          ]),
        ]),
  ];
};

/** What a request says beside its path, short enough to be read in a report. */
const said = ({ headers = {}, raw = '' }: Request): string => {
  const { authorization: _secret, ...open } = headers;
  return `${JSON.stringify(open)} ${String(raw)}`.slice(0, 400);
};

/** Sends requests, a few at a time. @returns those that were answered with a failure of ours, or not at all */
export const failuresOf = async (
  http: (route: string, request: Request) => Promise<Answer>,
  method: string,
  variants: readonly Variant[],
): Promise<readonly string[]> => {
  const waiting = [...variants];
  const failures: string[] = [];
  const lane = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [path, request] = next;
      const answer = await http(`${method} ${path}`, request).catch((error: unknown) => ({
        status: 0,
        text: String(error),
      }));
      if (answer.status < 200 || answer.status >= 500)
        failures.push(`${method} ${path} ${said(request)}: ${answer.status} ${answer.text}`);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return failures;
};
