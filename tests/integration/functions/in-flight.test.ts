import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { err } from 'neverthrow';
import { routes } from '../../../lib/app/routes.ts';
import { withTransaction } from '../../../lib/platform/db/transaction.ts';
import { createAccount, PASSWORD } from '../../support/accounts.ts';
import { useConnectionsApi } from '../../support/connections-api.ts';
import { setEnvironment } from '../../support/environment.ts';
import { createGate } from '../../support/fakes.ts';
import { handlerAt } from '../../support/handlers.ts';
import { useHttp, type HttpRequest } from '../../support/http.ts';
import { AUDIENCE, startIssuer, type TestIssuer } from '../../support/issuer.ts';
import { useDatabase } from '../../support/use-database.ts';
import { useQueues } from '../../support/use-queues.ts';
import { createWorld } from '../../support/world.ts';
import { requests } from './authorization.table.ts';

/** Every route that takes an Idempotency-Key, while a request with the same key is still at work. */

const database = useDatabase();
useConnectionsApi();
useQueues();
/** The functions' database gives up on a lock at once; the role's own 2 s would pass too. */
const hurried = { url: '' };
let issuer: TestIssuer;
beforeAll(async () => {
  hurried.url = `${database.url}?options=${encodeURIComponent('-c lock_timeout=50ms')}`;
  issuer = await startIssuer();
  setEnvironment({ OIDC_ISSUER: issuer.issuer, OIDC_AUDIENCE: AUDIENCE, OIDC_JWKS_URL: issuer.jwksUrl });
});
afterAll(() => issuer.stop());
const { call } = useHttp({
  get url() {
    return hurried.url;
  },
});

const declared = routes
  .filter(({ idempotent }) => idempotent !== undefined)
  .map(({ method, path, access }) => ({ route: `${method} ${path}`, access }));

describe.each(declared)('$route', ({ route, access }) => {
  it('answers 409 while the same request is still at work, and does it once that has failed', async () => {
    const world = await createWorld(database.db);
    const admin = await createAccount(database.db, { role: 'admin' });
    const owner = { ...world.owner, ...(route.startsWith('POST /rooms/') ? {} : admin) };
    const as = access === 'public' ? undefined : owner;
    const key = randomUUID();
    const request: HttpRequest = {
      ...requests[route]?.(world),
      ...(route === 'POST /identities' && {
        body: { token: await issuer.sign(), currentPassword: PASSWORD },
      }),
      ...(as && { as }),
      headers: { 'idempotency-key': key },
    };
    const send = async () => call(await handlerAt(route), request);

    const [held, done] = [createGate(), createGate()];
    const twin = withTransaction(database.db, async tx => {
      await tx.query(
        `insert into idempotency_keys (scope, key, fingerprint, snapshot) values ($1, $2, 'the same', 'null')`,
        [`${as?.userId ?? 'anybody'} ${route}`, key],
      );
      held.open();
      await done.passed;
      return err('it failed after all');
    });
    await held.passed;
    expect(await send()).toMatchObject({
      status: 409,
      headers: { 'retry-after': '1' },
      body: { code: 'idempotency.in_flight' },
    });
    done.open();
    expect((await twin).isErr()).toBe(true);
    expect((await send()).status).toBeLessThan(300);
  });
});
