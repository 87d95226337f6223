import { beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { err, ok } from 'neverthrow';
import * as z from 'zod';
import { createContainer } from '../../../../lib/app/container.ts';
import { httpHandler } from '../../../../lib/app/http-handler.ts';
import { problem } from '../../../../lib/platform/http/problem.ts';
import { defineRoute } from '../../../../lib/platform/http/route.ts';
import { uuidv7 } from '../../../../lib/platform/ids/uuid.ts';
import { setEnvironment } from '../../../support/environment.ts';
import { callHttp, type HttpRequest } from '../../../support/http.ts';
import { capturePrinted } from '../../../support/printed.ts';

const container = createContainer();

const body = z.strictObject({
  name: z.string().min(1),
  lines: z.array(z.strictObject({ 'a/b~c': z.number().int().min(1) })).max(3),
});
const route = defineRoute({
  method: 'POST',
  path: '/things/{id}',
  access: 'public',
  summary: 'Test',
  params: z.strictObject({ id: z.guid() }),
  query: z.strictObject({ limit: z.coerce.number().int().max(10).optional() }),
  body,
  status: 201,
  data: z.object({ name: z.string() }),
  errors: ['user.email_taken'],
});
const run = jest.fn<Parameters<typeof httpHandler<typeof route, object>>[2]>();
const open = httpHandler(route, container, (dependencies, request) => run(dependencies, request));

const good: HttpRequest = { params: { id: uuidv7() }, body: { name: 'mug', lines: [{ 'a/b~c': 1 }] } };
const codeOf = ({ body: found }: { readonly body: unknown }) => problem.parse(found).code;
const pointersOf = ({ body: found }: { readonly body: unknown }) =>
  problem.parse(found).errors?.map(({ pointer }) => pointer);

beforeAll(() => {
  setEnvironment({ STAGE: 'local', LOG_LEVEL: 'info' });
});
const printed = capturePrinted();
beforeEach(() => {
  run.mockReset().mockResolvedValue(ok({ name: 'mug' }));
});

describe('a request that fits its contract', () => {
  it('is answered with data, as JSON that nothing may cache, sniff or frame', async () => {
    const answer = await callHttp(open, good);
    expect(answer).toMatchObject({ status: 201, body: { data: { name: 'mug' } } });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'strict-transport-security': expect.stringContaining('max-age='),
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
  });

  it('reaches the service parsed', async () => {
    await callHttp(open, { ...good, query: { limit: '7' } });
    expect(run.mock.calls[0]?.[1]).toMatchObject({ ...good, query: { limit: 7 }, caller: undefined });
  });

  it('is answered without the fields that its contract does not name', async () => {
    const row = { name: 'mug', passwordHash: 'x', internal: { margin: 3 } };
    run.mockResolvedValue(ok(row));
    expect((await callHttp(open, good)).body).toEqual({ data: { name: 'mug' } });
  });

  it.each(['application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"', 'application/json; v=1'])(
    'may be called %s',
    async type => {
      expect((await callHttp(open, { ...good, headers: { 'content-type': type } })).status).toBe(201);
    },
  );

  it('may be encoded in base64, as API Gateway does with what it takes for binary', async () => {
    const event = {
      ...good,
      text: Buffer.from(JSON.stringify(good.body)).toString('base64'),
      isBase64: true,
    };
    expect((await callHttp(open, event)).status).toBe(201);
  });

  it('is answered with a problem document when the service refuses', async () => {
    run.mockResolvedValue(err({ code: 'user.email_taken', detail: 'An account with this address exists.' }));
    const answer = await callHttp(open, good);
    expect(answer.status).toBe(409);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.body).toEqual({
      type: 'urn:strata:problem:user.email_taken',
      title: expect.any(String),
      status: 409,
      code: 'user.email_taken',
      detail: 'An account with this address exists.',
      requestId: expect.any(String),
    });
  });
});

describe('a request that does not fit', () => {
  const text = (
    value: string,
    headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' },
  ) => ({
    ...good,
    body: undefined,
    text: value,
    headers,
  });

  it.each<[string, HttpRequest, number, string]>([
    ['no JSON', text('{"name":'), 400, 'request.malformed_json'],
    ['nothing at all', text(''), 400, 'request.malformed_json'],
    ['JSON called something else', text('{}', { 'content-type': 'text/plain' }), 415, 'request.media_type'],
    ['JSON called nothing', text('{}', {}), 415, 'request.media_type'],
    [
      'a form',
      text('name=mug', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'request.media_type',
    ],
    [
      'JSON called almost JSON',
      text('{}', { 'content-type': 'application/jsonp' }),
      415,
      'request.media_type',
    ],
    [
      'JSON in another charset',
      text('{}', { 'content-type': 'application/json; charset=utf-16' }),
      415,
      'request.media_type',
    ],
    [
      'JSON that is compressed',
      text('{}', { 'content-type': 'application/json', 'content-encoding': 'gzip' }),
      415,
      'request.media_type',
    ],
    [
      'JSON that is not UTF-8',
      {
        ...text(Buffer.from('{"name":"caf\u00e9","lines":[]}', 'latin1').toString('base64')),
        isBase64: true,
      },
      400,
      'request.malformed_json',
    ],
    ['more than 256 KB', text(JSON.stringify({ name: 'x'.repeat(256 * 1024) })), 413, 'request.too_large'],
    ['null', text('null'), 400, 'request.invalid'],
    ['an array', text('[]'), 400, 'request.invalid'],
    ['a string', text('"{}"'), 400, 'request.invalid'],
    ['a NUL character', text(String.raw`{"name":"a\u0000","lines":[]}`), 400, 'request.invalid'],
    ['half a surrogate pair', text(String.raw`{"name":"\ud800","lines":[]}`), 400, 'request.invalid'],
    ['a prototype', text('{"name":"a","lines":[],"__proto__":{"admin":true}}'), 400, 'request.invalid'],
    ['a constructor', text('{"name":"a","lines":[],"constructor":{}}'), 400, 'request.invalid'],
    ['nesting without end', text('['.repeat(100_000)), 400, 'request.malformed_json'],
    ['nesting with a late end', text(`${'['.repeat(50_000)}${']'.repeat(50_000)}`), 400, 'request.'],
  ])('but holds %s, is refused', async (_what, request, status, code) => {
    const answer = await callHttp(open, request);
    expect(answer.status).toBe(status);
    expect(codeOf(answer)).toContain(code);
    expect(run).not.toHaveBeenCalled();
  });

  it('is told of a parameter without a value, which is not 0', async () => {
    const answer = await callHttp(open, { ...good, query: { limit: '' } });
    expect(codeOf(answer)).toBe('request.invalid');
    expect(pointersOf(answer)).toEqual(['/query/limit']);
  });

  it('is told every part that is wrong at once, by its pointer', async () => {
    const answer = await callHttp(open, {
      params: { id: 'no-id' },
      query: { limit: 'many', page: '2' },
      body: { lines: [{ 'a/b~c': 0 }, { 'a/b~c': 1, price: 2 }], admin: true },
    });
    expect(codeOf(answer)).toBe('request.invalid');
    expect(pointersOf(answer)?.sort()).toEqual(
      [
        '/path/id',
        '/query/limit',
        '/query/page',
        '/body/name',
        '/body/lines/0/a~1b~0c',
        '/body/lines/1/price',
        '/body/admin',
      ].sort(),
    );
  });

  it('may still say in its content type which characters it uses', async () => {
    const request = text(JSON.stringify(good.body), { 'content-type': 'Application/JSON; charset=utf-8' });
    expect((await callHttp(open, request)).status).toBe(201);
  });
});

describe('a failure', () => {
  const SECRET = 'postgres://strata:hunter2@db.internal/strata';

  it('is told without its cause, and logged with it under the same request id', async () => {
    run.mockRejectedValue(new Error(`cannot read ${SECRET}`));
    const answer = await callHttp(open, good);
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer)).not.toContain('hunter2');
    const { code, requestId } = problem.parse(answer.body);
    expect(code).toBe('server.error');
    expect(printed.lines()).toContainEqual(
      expect.objectContaining({
        level: 'error',
        event: 'request.failed',
        requestId,
        error: expect.objectContaining({ message: `cannot read ${SECRET}` }),
      }),
    );
  });

  it.each([
    ['of something that is no error', 'a string'],
    ['of nothing', undefined],
    ['of an error without a stack', Object.assign(new Error('x'), { stack: undefined })],
  ])('%s is a 500 too', async (_what, thrown) => {
    run.mockRejectedValue(thrown);
    expect((await callHttp(open, good)).status).toBe(500);
  });

  it('of a service that answers what its contract does not allow is ours, and shows none of it', async () => {
    run.mockResolvedValue(ok({ name: 7 } as unknown as { name: string }));
    const answer = await callHttp(open, good);
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toContain('expected string');
  });

  it.each([
    ['a lock', '55P03'],
    ['a statement', '57014'],
  ])('to get %s in time is a 503 that says when to come back', async (_what, code) => {
    run.mockRejectedValue(Object.assign(new Error('canceling statement'), { code }));
    const answer = await callHttp(open, good);
    expect(answer.status).toBe(503);
    expect(codeOf(answer)).toBe('server.busy');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('to be done before the function ends is a 503 too, whatever the work hangs on', async () => {
    run.mockReturnValue(new Promise(() => undefined));
    const answer = await callHttp(open, { ...good, remainingMilliseconds: 250 });
    expect(answer.status).toBe(503);
    expect(codeOf(answer)).toBe('server.busy');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(printed.lines()).toContainEqual(expect.objectContaining({ event: 'request.timed_out' }));
  });
});

describe('the log of a request', () => {
  it('is one line with its route, its status and its time, and nothing that was sent', async () => {
    const body = { name: 'a very private name', lines: [] };
    await callHttp(open, { ...good, body }, 'Bearer a-token');
    expect(printed.lines()).toEqual([
      expect.objectContaining({
        event: 'invocation.ended',
        route: 'TEST /',
        status: 201,
        milliseconds: expect.any(Number),
      }),
    ]);
    expect(printed.text()).not.toContain('private');
    expect(printed.text()).not.toContain('a-token');
  });
});
