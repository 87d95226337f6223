import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { createApi } from '../../client/api.ts';
import { createSession } from '../../client/session.ts';
import { demoAccounts, demoIds } from '../../local/demo-data.ts';
import { serveHttp, type FakeServer } from '../support/http-server.ts';
import { until } from '../support/until.ts';
import { useStack } from '../support/use-stack.ts';

jest.setTimeout(30_000);

const stack = useStack();
const items = [{ productId: demoIds.product, quantity: 1 }];
const body = () => ({ items, paymentToken: `tok_${randomUUID()}` });

/** A product of which there is one. */
const cup = () => ({
  name: `Cup ${randomUUID()}`,
  description: '',
  priceCents: 900,
  currency: 'USD',
  stock: 1,
});

const servers: FakeServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map(server => server.close())));

/** Where the API is reached over a network that loses an answer now and then: the request has had its effect. */
const overBadNetwork = async (losesAnswer: (index: number) => boolean): Promise<FakeServer> => {
  const server = await serveHttp(async ({ method, url, headers, body: text }, index) => {
    const { host: _host, connection: _connection, 'content-length': _length, ...rest } = headers;
    const response = await fetch(stack.state.httpUrl + url, {
      method,
      headers: rest as Record<string, string>,
      ...(text !== '' && { body: text }),
    });
    const answer = { status: response.status, body: await response.text() };
    return losesAnswer(index) ? 'hang up' : answer;
  });
  servers.push(server);
  return server;
};

const signedIn = async (id: string, url = stack.state.httpUrl) => {
  const { email = '', password = '' } = demoAccounts.find(account => account.id === id) ?? {};
  const session = createSession(url);
  await session.signIn(email, password);
  return { session, api: createApi(url, { tokens: session }) };
};

describe('the typed client', () => {
  it('takes a customer from the shelf to the parcel', async () => {
    const { api } = await signedIn(demoIds.customer);
    const { data: products, nextCursor } = await api('GET', '/products', { query: { limit: 2 } });
    expect(products).toHaveLength(2);
    const { data: next } = await api('GET', '/products', { query: { limit: 2, cursor: nextCursor ?? '' } });
    expect(next.map(({ id }) => id)).not.toEqual(products.map(({ id }) => id));

    const { data: placed } = await api('POST', '/orders', { body: body() });
    const params = { orderId: placed.id };
    await until(
      async () => (await api('GET', '/orders/{orderId}', { params })).data.state === 'shipped',
      'the parcel',
    );
    const { etag = '' } = await api('GET', '/orders/{orderId}', { params });
    const same = await api('GET', '/orders/{orderId}', { params, ifNoneMatch: etag });
    expect(same).toMatchObject({ status: 304, etag });
  });

  it('tells what is wrong, typed by the route', async () => {
    const { api } = await signedIn(demoIds.customer);
    const { api: admin } = await signedIn(demoIds.admin);
    const { data: rare } = await admin('POST', '/products', { body: cup() });
    const two = { ...body(), items: [{ productId: rare.id, quantity: 2 }] };
    const answer = await api.attempt('POST', '/orders', { body: two });
    if (answer.ok || answer.problem.code !== 'order.out_of_stock') throw new Error('there was enough');
    expect(answer.problem.products).toEqual([{ productId: rare.id, requested: 2, left: 1 }]);
    const nobody = createApi(stack.state.httpUrl);
    await expect(nobody('GET', '/orders')).rejects.toMatchObject({ code: 'auth.required', status: 401 });
  });

  it('changes only what has not changed meanwhile', async () => {
    const { api } = await signedIn(demoIds.admin);
    const { data, etag = '' } = await api('POST', '/products', { body: cup() });
    const params = { productId: data.id };
    await api('PATCH', '/products/{productId}', { params, body: { priceCents: 950 }, ifMatch: etag });
    const late = await api.attempt('PATCH', '/products/{productId}', {
      params,
      body: { priceCents: 800 },
      ifMatch: etag,
    });
    expect(late).toMatchObject({ ok: false, problem: { code: 'precondition.failed' } });
  });

  it('places one order, however many answers get lost', async () => {
    const { session } = await signedIn(demoIds.neighbour);
    const network = await overBadNetwork(index => index < 2);
    const api = createApi(network.url, { tokens: session, wait: () => Promise.resolve() });
    const { data: placed } = await api('POST', '/orders', { body: body() });
    expect(network.requests).toHaveLength(3);
    const { data: orders } = await createApi(stack.state.httpUrl, { tokens: session })('GET', '/orders');
    expect(orders.map(({ id }) => id)).toEqual([placed.id]);
  });

  it('stays signed in when the answer to a refresh gets lost, and is out when the session has ended', async () => {
    const network = await overBadNetwork(index => index === 1);
    const { email = '', password = '' } = demoAccounts.find(({ id }) => id === demoIds.customer) ?? {};
    const session = createSession(network.url, { wait: () => Promise.resolve() });
    await session.signIn(email, password);
    expect(await session.refresh?.()).toEqual(expect.any(String));
    expect(network.requests.map(({ url }) => url)).toEqual([
      '/sessions',
      '/sessions/refresh',
      '/sessions/refresh',
    ]);

    const api = createApi(stack.state.httpUrl, { tokens: session });
    const { data: sessions } = await api('GET', '/sessions');
    const current = sessions.find(one => one.current);
    await api('DELETE', '/sessions/{sessionId}', { params: { sessionId: current?.id ?? '' } });
    expect(await session.refresh?.()).toBeUndefined();
  });
});
