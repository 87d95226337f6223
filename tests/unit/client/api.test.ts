import { afterEach, describe, expect, it } from '@jest/globals';
import { ApiError, NetworkError } from '../../../client/api-error.ts';
import { createApi, type ApiOptions } from '../../../client/api.ts';
import { serveHttp, type FakeServer, type ServedAnswer } from '../../support/http-server.ts';

const id = '019a8c2e-6f0a-7c3d-9b1e-5d2f4a6b8c0d';
const placement = { items: [{ productId: id, quantity: 1 }], paymentToken: 'tok_success' };

const ok = (data: unknown, headers = {}): ServedAnswer => ({ status: 200, headers, body: { data } });
const problem = (status: number, code: string, headers = {}): ServedAnswer => ({
  status,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: { type: `urn:strata:problem:${code}`, title: code, status, detail: code, code, requestId: 'r' },
});

const servers: FakeServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map(server => server.close())));

type Reply = ServedAnswer | 'hang up' | 'say nothing';

/** A client of a server that answers each request with the next of these, the last one for ever. */
const clientOf = async (replies: readonly Reply[], options: ApiOptions = {}) => {
  const waits: number[] = [];
  const wait = async (milliseconds: number) => {
    waits.push(milliseconds);
  };
  const server = await serveHttp(
    (_, index) => replies[Math.min(index, replies.length - 1)] ?? { status: 500 },
  );
  servers.push(server);
  const { url, requests } = server;
  return { api: createApi(url, { wait, ...options }), url, requests, waits };
};

describe('a request', () => {
  it('has its path and query filled in, and what is undefined left out', async () => {
    const { api, requests } = await clientOf([ok([])]);
    await api('GET', '/orders/{orderId}', { params: { orderId: 'a/b c' } });
    await api('GET', '/products', { query: { limit: 3, q: 'a&b', cursor: undefined } });
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /orders/a%2Fb%20c',
      'GET /products?limit=3&q=a%26b',
    ]);
  });

  it('carries its body as JSON, its token and its preconditions', async () => {
    const { api, requests } = await clientOf([ok({})]);
    await api('PATCH', '/products/{productId}', {
      params: { productId: id },
      body: { name: 'Cup' },
      ifMatch: '"3"',
      token: 'abc',
    });
    await api('GET', '/products/{productId}', { params: { productId: id }, ifNoneMatch: '"3"' });
    const [patch, get] = requests;
    expect(patch?.headers).toMatchObject({
      authorization: 'Bearer abc',
      'content-type': 'application/json',
      'if-match': '"3"',
    });
    expect(JSON.parse(patch?.body ?? '')).toEqual({ name: 'Cup' });
    expect(get?.headers).toMatchObject({ 'if-none-match': '"3"' });
    expect(get?.headers).not.toHaveProperty('content-type');
  });

  it('goes below a base path', async () => {
    const { url, requests } = await clientOf([ok({ status: 'ok' })]);
    await createApi(`${url}/v1/`)('GET', '/health');
    expect(requests[0]?.url).toBe('/v1/health');
  });
});

describe('an answer', () => {
  it('brings its data, status and ETag', async () => {
    const { api } = await clientOf([ok({ id }, { etag: '"3"' })]);
    const answer = await api('GET', '/products/{productId}', { params: { productId: id } });
    expect(answer).toMatchObject({ ok: true, status: 200, data: { id }, etag: '"3"' });
  });

  it('without a body has no data', async () => {
    const { api } = await clientOf([{ status: 204 }]);
    expect((await api('DELETE', '/sessions/current', { token: 'abc' })).data).toBeUndefined();
  });

  it('of 304 says that nothing has changed', async () => {
    const { api } = await clientOf([{ status: 304, headers: { etag: '"3"' } }]);
    const answer = await api('GET', '/products/{productId}', {
      params: { productId: id },
      ifNoneMatch: '"3"',
    });
    expect(answer).toMatchObject({ status: 304, etag: '"3"' });
  });

  it('that is a problem is thrown, or returned by attempt', async () => {
    const { api } = await clientOf([problem(404, 'order.not_found')]);
    const options = { params: { orderId: id } };
    const thrown: unknown = await api('GET', '/orders/{orderId}', options).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(ApiError);
    expect(thrown).toMatchObject({
      status: 404,
      code: 'order.not_found',
      message: '404 order.not_found: order.not_found',
    });
    const answer = await api.attempt('GET', '/orders/{orderId}', options);
    expect(answer).toMatchObject({ ok: false, status: 404, problem: { code: 'order.not_found' } });
  });

  it.each([
    [
      'API Gateway',
      { status: 413, headers: { 'apigw-requestid': 'g' }, body: { message: 'Request Too Long' } },
      'Request Too Long',
      'g',
    ],
    ['something in between', { status: 418, body: '<html>' }, '<html>', ''],
  ])('of %s is a problem of code foreign', async (_, reply, detail, requestId) => {
    const { api } = await clientOf([reply]);
    const answer = await api.attempt('GET', '/health');
    expect(answer).toMatchObject({
      ok: false,
      status: reply.status,
      problem: { code: 'foreign', status: reply.status, detail, requestId },
    });
  });
});

describe('what creates', () => {
  it('is sent with one key, however often it has to be sent, and with another the next time', async () => {
    const busy = problem(503, 'server.busy');
    const { api, requests } = await clientOf(['hang up', busy, ok({ id })]);
    await api('POST', '/orders', { token: 'abc', body: placement });
    await api('POST', '/orders', { token: 'abc', body: placement });
    const keys = requests.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(4);
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
    expect(new Set(keys).size).toBe(2);
  });

  it('is sent with the key that the caller gives', async () => {
    const { api, requests } = await clientOf([ok({ id })]);
    await api('POST', '/orders', { token: 'abc', body: placement, idempotencyKey: 'mine' });
    expect(requests[0]?.headers['idempotency-key']).toBe('mine');
  });
});

describe('a request is sent again', () => {
  it.each<readonly [string, Reply]>([
    ['no answer came', 'hang up'],
    ['the server is busy', problem(503, 'server.busy')],
    ['API Gateway found no function', { status: 503, body: { message: 'Service Unavailable' } }],
    ['API Gateway has had enough', { status: 429, body: { message: 'Too Many Requests' } }],
    ['its twin is still at work', problem(409, 'idempotency.in_flight')],
  ])('when %s', async (_, first) => {
    const { api, requests, waits } = await clientOf([first, ok({ id })]);
    await api('POST', '/orders', { token: 'abc', body: placement });
    expect(requests).toHaveLength(2);
    expect(waits).toHaveLength(1);
  });

  it('when the answer takes too long', async () => {
    const { api, requests } = await clientOf(['say nothing', ok({ status: 'ok' })], {
      timeoutMilliseconds: 50,
    });
    await api('GET', '/health');
    expect(requests).toHaveLength(2);
  });

  it('later each time, and not before the server says', async () => {
    const busy = problem(503, 'server.busy', { 'retry-after': '7' });
    const { api, waits } = await clientOf(['hang up', busy, 'hang up', ok({ status: 'ok' })]);
    await api('GET', '/health');
    expect(waits).toHaveLength(3);
    expect(waits[1]).toBe(7000);
    expect(waits[2]).toBeGreaterThan(waits[0] ?? Infinity);
  });

  it('a limited number of times; then what came last is the answer', async () => {
    const { api, requests } = await clientOf([problem(503, 'server.busy')], { attempts: 3 });
    expect(await api.attempt('GET', '/health')).toMatchObject({ ok: false, status: 503 });
    expect(requests).toHaveLength(3);
    const { api: other } = await clientOf(['hang up'], { attempts: 2 });
    await expect(other('GET', '/health')).rejects.toBeInstanceOf(NetworkError);
  });
});

describe('a request is not sent again', () => {
  it.each<readonly [string, Reply]>([
    ['no answer came', 'hang up'],
    ['the server is busy', problem(503, 'server.busy')],
  ])('when it takes no key and %s', async (_, reply) => {
    const { api, requests } = await clientOf([reply]);
    const body = { email: 'a@strata.example', password: 'x' };
    await expect(api('POST', '/sessions', { body })).rejects.toThrow();
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['an error that stays', 500, 'server.error'],
    ['a limit that the caller should know of', 429, 'request.rate_limited'],
    ['a refusal', 409, 'order.out_of_stock'],
  ])('after %s', async (_, status, code) => {
    const { api, requests } = await clientOf([problem(status, code)]);
    await expect(api('POST', '/orders', { body: placement })).rejects.toMatchObject({ code });
    expect(requests).toHaveLength(1);
  });

  it('when it was called off, which is what the caller hears', async () => {
    const { api, requests } = await clientOf(['say nothing']);
    const controller = new AbortController();
    const call = api('GET', '/health', { signal: controller.signal });
    controller.abort(new Error('never mind'));
    await expect(call).rejects.toThrow('never mind');
    expect(requests.length).toBeLessThanOrEqual(1);
  });
});

describe('the token', () => {
  const refused = problem(401, 'auth.required');

  it('is refreshed when it is refused, and the request sent again once', async () => {
    const tokens = { accessToken: () => 'old', refresh: () => Promise.resolve('new') };
    const { api, requests } = await clientOf([refused, ok({ id }), refused], { tokens });
    await api('GET', '/orders/{orderId}', { params: { orderId: id } });
    expect(requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer old', 'Bearer new']);
    await expect(api('GET', '/orders/{orderId}', { params: { orderId: id } })).rejects.toMatchObject({
      code: 'auth.required',
    });
    expect(requests).toHaveLength(4);
  });

  it('of the caller is not', async () => {
    const tokens = { accessToken: () => 'old', refresh: () => Promise.resolve('new') };
    const { api, requests } = await clientOf([refused], { tokens });
    await expect(
      api('GET', '/orders/{orderId}', { params: { orderId: id }, token: 'mine' }),
    ).rejects.toThrow();
    expect(requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer mine']);
  });

  it('that nobody has is not sent, and not refreshed in vain', async () => {
    const tokens = { accessToken: () => undefined, refresh: () => Promise.resolve(undefined) };
    const { api, requests } = await clientOf([refused], { tokens });
    await expect(api('GET', '/orders')).rejects.toMatchObject({ code: 'auth.required' });
    expect(requests).toHaveLength(1);
    expect(requests[0]?.headers).not.toHaveProperty('authorization');
  });
});
