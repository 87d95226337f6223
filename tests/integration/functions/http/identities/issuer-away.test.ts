import { beforeAll, describe, expect, it } from '@jest/globals';
import { handler as link } from '../../../../../functions/http/identities/link.ts';
import { handler as signIn } from '../../../../../functions/http/sessions/external.ts';
import { createAccount, PASSWORD } from '../../../../support/accounts.ts';
import { setEnvironment } from '../../../../support/environment.ts';
import { useHttp } from '../../../../support/http.ts';
import { AUDIENCE, startIssuer } from '../../../../support/issuer.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);

/** Signed as it should be, with keys that nobody can be asked for any more. */
let token: string;
beforeAll(async () => {
  const issuer = await startIssuer();
  token = await issuer.sign();
  await issuer.stop();
  setEnvironment({ OIDC_ISSUER: issuer.issuer, OIDC_AUDIENCE: AUDIENCE, OIDC_JWKS_URL: issuer.jwksUrl });
});

const later = {
  status: 503,
  headers: { 'retry-after': expect.stringMatching(/^[1-9]\d*$/) },
  body: { code: 'identity.issuer_unavailable' },
};

describe('while the issuer does not answer', () => {
  it('nobody signs in with its tokens, and is told to come back', async () => {
    expect(await call(signIn, { body: { token } })).toMatchObject(later);
  });

  it('nobody links an identity, and is told to come back', async () => {
    const ada = await createAccount(database.db);
    expect(await call(link, { as: ada, body: { token, currentPassword: PASSWORD } })).toMatchObject(later);
    expect(await database.value('select count(*) from identities')).toBe(0);
  });
});
