import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createExternalTokenVerifier } from '../../../../../lib/platform/auth/external-token.ts';
import { AUDIENCE, startIssuer, type TestIssuer } from '../../../../support/issuer.ts';

describe('the verifier of another issuer’s tokens', () => {
  let issuer: TestIssuer;
  beforeEach(async () => {
    issuer = await startIssuer();
  });
  afterEach(() => issuer.stop());

  const settings = (source: object) => ({
    OIDC_ISSUER: issuer.issuer,
    OIDC_AUDIENCE: AUDIENCE,
    OIDC_JWKS_URL: undefined,
    OIDC_JWKS: undefined,
    ...source,
  });
  const identity = () => ({ issuer: issuer.issuer, subject: 'ada-elsewhere' });

  it('fetches the keys once, however many tokens come', async () => {
    const verifier = createExternalTokenVerifier(settings({ OIDC_JWKS_URL: issuer.jwksUrl }));
    for (let count = 0; count < 3; count += 1)
      expect(await verifier.verify(await issuer.sign())).toEqual(identity());
    expect(issuer.fetches()).toBe(1);
  });

  it('asks nobody for keys that it was given', async () => {
    const verifier = createExternalTokenVerifier(settings({ OIDC_JWKS: { keys: issuer.keys() } }));
    expect(await verifier.verify(await issuer.sign())).toEqual(identity());
    expect(await verifier.verify(await issuer.sign({}, { key: 'foreign' }))).toBe('invalid');
    expect(issuer.fetches()).toBe(0);
  });

  it('accepts what the clocks of two organisations differ by, and no more', async () => {
    const verifier = createExternalTokenVerifier(settings({ OIDC_JWKS: { keys: issuer.keys() } }));
    const now = Math.floor(Date.now() / 1000);
    expect(await verifier.verify(await issuer.sign({ exp: now - 10 }))).toEqual(identity());
    expect(await verifier.verify(await issuer.sign({ exp: now - 40 }))).toBe('invalid');
  });

  it('says that the keys are out of reach, which is no verdict on the token', async () => {
    const token = await issuer.sign();
    const { jwksUrl } = issuer;
    for (const answer of ['failure', 'page', 'nothing of use'] as const) {
      issuer.answer(answer);
      const verifier = createExternalTokenVerifier(settings({ OIDC_JWKS_URL: jwksUrl }));
      expect(await verifier.verify(token)).toBe('unavailable');
    }
    await issuer.stop();
    const verifier = createExternalTokenVerifier(settings({ OIDC_JWKS_URL: jwksUrl }));
    expect(await verifier.verify(token)).toBe('unavailable');
  });

  it('accepts nothing when no issuer is configured', async () => {
    const none = { OIDC_ISSUER: undefined, OIDC_AUDIENCE: undefined };
    const verifier = createExternalTokenVerifier(settings(none));
    expect(await verifier.verify(await issuer.sign())).toBe('unconfigured');
  });
});
