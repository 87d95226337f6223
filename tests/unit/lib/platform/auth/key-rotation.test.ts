import { beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import {
  createAccessTokenIssuer,
  createAccessTokenVerifier,
} from '../../../../../lib/platform/auth/access-token.ts';
import { uuidv7 } from '../../../../../lib/platform/ids/uuid.ts';

const JWT_ISSUER = 'strata-test';
const bearer = { userId: uuidv7(), sessionId: uuidv7(), role: 'user' } as const;

const makeKey = async (kid: string, alg: 'ES256' | 'EdDSA') => {
  const pair = await generateKeyPair(alg, { extractable: true });
  const named = { kty: alg === 'EdDSA' ? 'OKP' : 'EC', kid, alg };
  return {
    JWT_PRIVATE_KEY: { ...(await exportJWK(pair.privateKey)), ...named },
    publicKey: { ...(await exportJWK(pair.publicKey)), ...named },
  };
};
let old: Awaited<ReturnType<typeof makeKey>>;
let next: typeof old;

beforeAll(async () => {
  [old, next] = [await makeKey('old', 'ES256'), await makeKey('next', 'EdDSA')];
});

const verifying = (...keys: readonly (typeof old)[]) => ({
  JWT_ISSUER,
  JWT_PUBLIC_KEYS: { keys: keys.map(({ publicKey }) => publicKey) },
});
const issue = ({ JWT_PRIVATE_KEY }: typeof old, all: ReturnType<typeof verifying>) =>
  createAccessTokenIssuer({ JWT_ISSUER, JWT_PRIVATE_KEY }, all).issue(bearer, new Date());

describe('one signing key after the other', () => {
  it('signs nobody out: while both verify, tokens of either are good', async () => {
    const both = verifying(old, next);
    const tokens = [await issue(old, verifying(old)), await issue(old, both), await issue(next, both)];
    const verifier = createAccessTokenVerifier(both);
    for (const token of tokens) expect(await verifier.verify(token)).toEqual(bearer);
  });

  it('ends with the old key good for nothing, and the new one for all', async () => {
    const verifier = createAccessTokenVerifier(verifying(next));
    expect(await verifier.verify(await issue(old, verifying(old)))).toBeUndefined();
    expect(await verifier.verify(await issue(next, verifying(next)))).toEqual(bearer);
  });

  it('never signs with a key that nobody verifies', () => {
    expect(() => issue(next, verifying(old))).toThrow('JWT_PUBLIC_KEYS holds no key next');
  });
});
