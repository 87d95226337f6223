import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { routes } from '../../../lib/app/routes.ts';
import type { Principal } from '../../../lib/platform/auth/principal.ts';
import { signedUrl } from '../../../lib/platform/auth/signed-link.ts';
import { problem } from '../../../lib/platform/http/problem.ts';
import { uuidv7 } from '../../../lib/platform/ids/uuid.ts';
import { mintRefreshToken } from '../../../lib/sessions/sessions.tokens.ts';
import { setEnvironment } from '../../support/environment.ts';
import { handlerAt } from '../../support/handlers.ts';
import { useHttp, type HttpRequest } from '../../support/http.ts';
import { startIssuer, AUDIENCE, type TestIssuer } from '../../support/issuer.ts';
import { signatureOf, stripeEvent, WEBHOOK_SECRET } from '../../support/stripe-server.ts';
import { useDatabase } from '../../support/use-database.ts';
import type { World } from '../../support/world.ts';
import { requests } from './authorization.table.ts';

/** Every route that asks the database, when that has lost its tables, ends its connections or says nothing. */

const database = useDatabase();
/** Stands before the database: hands on what is said, ends connections, or takes them and says nothing for ever. */
let does: 'hands on' | 'ends' | 'says nothing' = 'hands on';
const open = new Set<Socket>();
const server = createServer(socket => {
  if (does === 'ends') return socket.destroy();
  open.add(socket);
  socket.on('error', () => undefined);
  if (does === 'says nothing') return socket;
  const { hostname, port } = new URL(database.url);
  const upstream = connect(Number(port), hostname);
  open.add(upstream);
  upstream.on('error', () => undefined);
  return socket.pipe(upstream).pipe(socket);
});
/** What becomes of connections from here on, and of those that are open. */
const everyConnection = (next: typeof does) => {
  does = next;
  for (const socket of open) socket.destroy();
  open.clear();
};
const behind = { url: '' };
let issuer: TestIssuer;
beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(database.url);
  url.port = String((server.address() as AddressInfo).port);
  behind.url = url.href;
  await database.rows('drop schema public cascade');
  issuer = await startIssuer();
  setEnvironment({
    API_URL: 'http://127.0.0.1:1',
    LINK_SECRET: 'x'.repeat(32),
    PAYMENTS_PROVIDER: 'stripe',
    STRIPE_WEBHOOK_SECRETS: WEBHOOK_SECRET,
    OIDC_ISSUER: issuer.issuer,
    OIDC_AUDIENCE: AUDIENCE,
    OIDC_JWKS_URL: issuer.jwksUrl,
  });
});
afterAll(async () => {
  everyConnection('ends');
  server.close();
  await issuer.stop();
});
const { call } = useHttp({
  get url() {
    return behind.url;
  },
});

const someone = (role: Principal['role']): Principal => ({ userId: uuidv7(), sessionId: uuidv7(), role });
const admin = someone('admin');
/** Things that may be there or not: nobody can tell. */
const world: World = {
  as: { nobody: undefined, stranger: admin, member: admin, owner: admin, admin },
  ...{ owner: admin, member: admin, stranger: someone('user'), product: uuidv7(), archived: uuidv7() },
  ...{ order: uuidv7(), room: uuidv7(), notification: uuidv7(), scheduled: uuidv7(), identity: uuidv7() },
  ...{ connection: randomUUID(), job: uuidv7(), date: '2020-01-01' },
};

jest.setTimeout(30_000);

/** What these take is made elsewhere. */
const requestTo = async (route: string): Promise<HttpRequest> => {
  const request = requests[route]?.(world) ?? {};
  if (route.endsWith('/page')) {
    const { searchParams } = new URL(signedUrl(`/reports/daily/${world.date}/page`, new Date()));
    return { ...request, query: Object.fromEntries(searchParams) };
  }
  if (route === 'POST /payments/stripe/events') {
    const text = stripeEvent('payment_intent.succeeded', { id: 'pi_1' });
    return { text, headers: { 'stripe-signature': signatureOf(text) } };
  }
  if (route === 'POST /sessions/refresh') return { body: { refreshToken: mintRefreshToken().text } };
  if (route === 'POST /sessions/external') return { body: { token: await issuer.sign() } };
  if (route === 'POST /identities')
    return { body: { token: await issuer.sign(), currentPassword: 'a password' } };
  return request;
};

/** The first asks nothing behind the API, the second says which part is away. */
const EXCEPT = ['GET /health', 'GET /health/ready'];
const names = routes.map(({ method, path }) => `${method} ${path}`).filter(name => !EXCEPT.includes(name));
const send = async (route: string, limits: Partial<HttpRequest> = {}) =>
  call(await handlerAt(route), { ...(await requestTo(route)), as: admin, ...limits });

const answersOf = (limits: Partial<HttpRequest> = {}) =>
  Promise.all(
    names.map(async route => {
      const { status, headers, body } = await send(route, limits);
      expect(JSON.stringify(body)).not.toMatch(/127\.0\.0\.1|terminated|relation|postgres/i);
      return { route, status, retryAfter: headers['retry-after'], code: problem.parse(body).code };
    }),
  );

describe('every route', () => {
  it('is a 500 that tells nothing of it when the database has no tables', async () => {
    everyConnection('hands on');
    const failed = { status: 500, retryAfter: undefined, code: 'server.error' };
    expect(await answersOf()).toEqual(names.map(route => ({ route, ...failed })));
  });

  it('is a 503 when the database ends its connections', async () => {
    everyConnection('ends');
    const away = { status: 503, retryAfter: '5', code: 'server.busy' };
    expect(await answersOf()).toEqual(names.map(route => ({ route, ...away })));
  });

  it('is a 503 before its time is over when the database says nothing', async () => {
    everyConnection('says nothing');
    const late = { status: 503, retryAfter: '1', code: 'server.busy' };
    expect(await answersOf({ remainingMilliseconds: 1_500 })).toEqual(
      names.map(route => ({ route, ...late })),
    );
  });
});
