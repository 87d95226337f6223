import { afterEach, describe, expect, it } from '@jest/globals';
import { createSession } from '../../../client/session.ts';
import {
  serveHttp,
  type FakeServer,
  type ServedAnswer,
  type ServedRequest,
} from '../../support/http-server.ts';

let server: FakeServer | undefined;
afterEach(() => server?.close());

const FIVE_MINUTES = 300;

const signedIn = (number: number, expiresInSeconds: number): ServedAnswer => ({
  status: 200,
  body: {
    data: {
      accessToken: `access ${number}`,
      tokenType: 'Bearer',
      expiresInSeconds,
      refreshToken: `refresh ${number}`,
      sessionExpiresAt: '2026-03-02T09:30:00.000Z',
      user: { id: '019a8c2e-6f0a-7c3d-9b1e-5d2f4a6b8c0d', name: 'Eve', role: 'user' },
    },
  },
});
const ended: ServedAnswer = {
  status: 401,
  body: { code: 'session.ended', status: 401, detail: 'The session has ended.' },
};

/** A server that signs in, with fresh tokens for each exchange. */
const serve = async (
  expiresInSeconds: number,
  exchange = (_: ServedRequest, number: number): ServedAnswer | 'hang up' =>
    signedIn(number, expiresInSeconds),
) => {
  server = await serveHttp((request, index) => {
    if (request.url === '/sessions') return signedIn(index, expiresInSeconds);
    return request.url === '/sessions/refresh' ? exchange(request, index) : { status: 204 };
  });
  return server;
};
const urls = () => server?.requests.map(({ method, url }) => `${method} ${url}`);

describe('a session', () => {
  it('signs in, and gives the token until shortly before it expires', async () => {
    const { url } = await serve(FIVE_MINUTES);
    const session = createSession(url);
    expect(await session.accessToken()).toBeUndefined();
    expect(await session.signIn('eve@strata.example', 'password')).toMatchObject({ name: 'Eve' });
    expect(await session.accessToken()).toBe('access 0');
    expect(urls()).toEqual(['POST /sessions']);
  });

  it('exchanges a token that is about to expire, once for all who ask meanwhile', async () => {
    const { url } = await serve(10);
    const session = createSession(url);
    await session.signIn('eve@strata.example', 'password');
    const tokens = await Promise.all([session.accessToken(), session.accessToken(), session.refresh?.()]);
    expect(tokens).toEqual(['access 1', 'access 1', 'access 1']);
    expect(server?.requests.map(({ body }) => JSON.parse(body) as unknown).at(-1)).toEqual({
      refreshToken: 'refresh 0',
    });
    expect(urls()).toEqual(['POST /sessions', 'POST /sessions/refresh']);
  });

  it('asks again with the same refresh token when the answer got lost', async () => {
    const { url } = await serve(10, (_, number) =>
      number === 1 ? 'hang up' : signedIn(number, FIVE_MINUTES),
    );
    const session = createSession(url, { wait: () => Promise.resolve() });
    await session.signIn('eve@strata.example', 'password');
    expect(await session.accessToken()).toBe('access 2');
    const [, lost, again] = server?.requests ?? [];
    expect(again?.body).toBe(lost?.body);
  });

  it('goes on from the refresh token that it gave to be kept', async () => {
    const { url } = await serve(FIVE_MINUTES);
    const kept: (string | undefined)[] = [];
    const session = createSession(url, { refreshToken: 'kept', keep: token => kept.push(token) });
    expect(await session.accessToken()).toBe('access 0');
    expect(server?.requests[0]?.body).toBe('{"refreshToken":"kept"}');
    expect(kept).toEqual(['refresh 0']);
  });

  it('that has ended is forgotten', async () => {
    const { url } = await serve(10, () => ended);
    const kept: (string | undefined)[] = [];
    const session = createSession(url, { keep: token => kept.push(token) });
    await session.signIn('eve@strata.example', 'password');
    expect(await session.accessToken()).toBeUndefined();
    expect(await session.accessToken()).toBeUndefined();
    expect(kept).toEqual(['refresh 0', undefined]);
    expect(urls()).toEqual(['POST /sessions', 'POST /sessions/refresh']);
  });

  it('ends at the server too when one signs out, also with a token that has expired', async () => {
    const { url } = await serve(10);
    const session = createSession(url);
    await session.signIn('eve@strata.example', 'password');
    await session.signOut();
    expect(urls()).toEqual(['POST /sessions', 'POST /sessions/refresh', 'DELETE /sessions/current']);
    expect(server?.requests.at(-1)?.headers.authorization).toBe('Bearer access 1');
    expect(await session.accessToken()).toBeUndefined();
  });
});
