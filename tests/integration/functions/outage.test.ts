import { createServer, type AddressInfo, type Socket } from 'node:net';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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
import type { World } from '../../support/world.ts';
import { requests } from './authorization.table.ts';

/** Every route that asks the database, when the database is away. */

/** Takes connections as a database does, and then either ends them or says nothing for ever. */
const database = { url: '' };
let says: 'goodbye' | 'nothing' = 'goodbye';
const open = new Set<Socket>();
const server = createServer(socket => {
  if (says === 'goodbye') return socket.destroy();
  open.add(socket);
  return socket.on('error', () => undefined);
});
let issuer: TestIssuer;
beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  database.url = `postgres://strata:hunter2@127.0.0.1:${(server.address() as AddressInfo).port}/strata`;
  issuer = await startIssuer();
  setEnvironment({
    API_URL: 'http://127.0.0.1:1',
    LINK_SECRET: 'x'.repeat(32),
    OIDC_ISSUER: issuer.issuer,
    OIDC_AUDIENCE: AUDIENCE,
    OIDC_JWKS_URL: issuer.jwksUrl,
  });
});
afterAll(async () => {
  for (const socket of open) socket.destroy();
  server.close();
  await issuer.stop();
});
const { call } = useHttp({
  get url() {
    return database.url;
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

/** What these take is made elsewhere. */
const requestTo = async (route: string): Promise<HttpRequest> => {
  const request = requests[route]?.(world) ?? {};
  if (route.endsWith('/page')) {
    const { searchParams } = new URL(signedUrl(`/reports/daily/${world.date}/page`, new Date()));
    return { ...request, query: Object.fromEntries(searchParams) };
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

describe('when the database ends its connections', () => {
  it.each(names)('%s is a 500 that tells nothing of it', async route => {
    says = 'goodbye';
    const answer = await send(route);
    expect(answer).toMatchObject({ status: 500, body: { code: 'server.error' } });
    expect(JSON.stringify(answer)).not.toMatch(/hunter2|127\.0\.0\.1|terminated|postgres/i);
  });
});

describe('when the database says nothing', () => {
  it('every route is a 503 before its time is over', async () => {
    says = 'nothing';
    const answers = await Promise.all(
      names.map(async route => {
        const { status, headers, body } = await send(route, { remainingMilliseconds: 400 });
        return { route, status, retryAfter: headers['retry-after'], code: problem.parse(body).code };
      }),
    );
    const busy = { status: 503, retryAfter: '1', code: 'server.busy' };
    expect(answers).toEqual(names.map(route => ({ route, ...busy })));
  });
});
