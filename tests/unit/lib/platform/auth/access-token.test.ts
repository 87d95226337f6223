import { beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWTPayload } from 'jose';
import {
  ACCESS_TOKEN_SECONDS,
  createAccessTokenIssuer,
  createAccessTokenVerifier,
} from '../../../../../lib/platform/auth/access-token.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { uuidv7 } from '../../../../../lib/platform/ids/uuid.ts';
import { setEnvironment } from '../../../../support/environment.ts';

const bearer: Principal = { userId: uuidv7(), sessionId: uuidv7(), role: 'user' };
const now = () => Math.floor(Date.now() / 1000);
const publicJwk: { value: Record<string, unknown> } = { value: {} };
let privateKey: CryptoKey;
let foreignKey: CryptoKey;
let rsaKey: CryptoKey;

beforeAll(async () => {
  const ours = await generateKeyPair('ES256', { extractable: true });
  ({ privateKey } = ours);
  ({ privateKey: foreignKey } = await generateKeyPair('ES256'));
  const rsa = await generateKeyPair('RS256', { extractable: true });
  rsaKey = rsa.privateKey;
  const rsaJwk = { ...(await exportJWK(rsa.publicKey)), kid: 'rsa', alg: 'RS256' };
  const named = { kid: 'one', alg: 'ES256' };
  publicJwk.value = { ...(await exportJWK(ours.publicKey)), ...named };
  setEnvironment({
    JWT_ISSUER: 'strata-test',
    JWT_PRIVATE_KEY: JSON.stringify({ ...(await exportJWK(privateKey)), ...named }),
    JWT_PUBLIC_KEYS: JSON.stringify({ keys: [publicJwk.value, rsaJwk] }),
  });
});

const verify = (token: string) => createAccessTokenVerifier().verify(token);
const issue = (at = new Date()) => createAccessTokenIssuer().issue(bearer, at);

/** A token like ours but for what the test changes. */
const forge = (
  changes: {
    readonly claims?: JWTPayload;
    readonly header?: Record<string, string>;
    readonly key?: CryptoKey | Uint8Array;
  } = {},
) =>
  new SignJWT({
    sub: bearer.userId,
    sid: bearer.sessionId,
    role: 'admin',
    iss: 'strata-test',
    aud: 'strata-api',
    exp: now() + 60,
    ...changes.claims,
  })
    .setProtectedHeader({ alg: 'ES256', kid: 'one', typ: 'at+jwt', ...changes.header })
    .sign(changes.key ?? privateKey);

describe('an access token', () => {
  it('says who its bearer is', async () => {
    expect(await verify(await issue())).toEqual(bearer);
  });

  it('is good for five minutes, by the clock of whoever checks it', async () => {
    const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000);
    expect(ACCESS_TOKEN_SECONDS).toBe(300);
    expect(await verify(await issue(secondsAgo(295)))).toEqual(bearer);
    expect(await verify(await issue(secondsAgo(301)))).toBeUndefined();
  });

  it('holds nothing but who its bearer is', async () => {
    const [, claims = ''] = (await issue()).split('.');
    expect(Object.keys(JSON.parse(Buffer.from(claims, 'base64url').toString()) as object).sort()).toEqual([
      'aud',
      'exp',
      'iat',
      'iss',
      'role',
      'sid',
      'sub',
    ]);
  });
});

describe('a verifier', () => {
  it('takes a well-made token, which the refusals below each differ from in one thing', async () => {
    expect(await verify(await forge())).toEqual({ ...bearer, role: 'admin' });
  });

  it.each<[string, Parameters<typeof forge>[0]]>([
    ['of another issuer', { claims: { iss: 'strata-prod' } }],
    ['for another audience', { claims: { aud: 'another-api' } }],
    ['that has expired', { claims: { exp: now() - 1 } }],
    ['that is not valid yet', { claims: { nbf: now() + 60 } }],
    ['of another type, such as an ID token', { header: { typ: 'JWT' } }],
    ['of a key it does not know', { header: { kid: 'two' } }],
    ['of a role there is not', { claims: { role: 'root' } }],
    ['without a role', { claims: { role: undefined } }],
    ['without a session', { claims: { sid: undefined } }],
    ['whose subject is no id', { claims: { sub: 'admin' } }],
  ])('refuses a token %s', async (_what, changes) => {
    expect(await verify(await forge(changes))).toBeUndefined();
  });

  it('refuses a token signed with a foreign key under the name of ours', async () => {
    expect(await verify(await forge({ key: foreignKey }))).toBeUndefined();
  });

  it('refuses an algorithm that is not pinned, also with a key that it knows', async () => {
    expect(await verify(await forge({ header: { alg: 'RS256', kid: 'rsa' }, key: rsaKey }))).toBeUndefined();
  });

  it('refuses a token that was tampered with, in each of its parts', async () => {
    const token = await issue();
    for (const part of [0, 1, 2]) {
      const parts = token.split('.');
      const bytes = Buffer.from(parts[part] ?? '', 'base64url');
      bytes.writeUInt8(bytes.readUInt8(bytes.length - 4) ^ 1, bytes.length - 4);
      parts[part] = bytes.toString('base64url');
      expect(await verify(parts.join('.'))).toBeUndefined();
    }
  });

  it('refuses a token without a signature (alg none)', async () => {
    const unsigned = new UnsecuredJWT({ sub: bearer.userId, sid: bearer.sessionId, role: 'admin' })
      .setIssuer('strata-test')
      .setAudience('strata-api')
      .setExpirationTime('1m')
      .encode();
    expect(await verify(unsigned)).toBeUndefined();
    const header = Buffer.from(JSON.stringify({ alg: 'none', kid: 'one', typ: 'at+jwt' })).toString(
      'base64url',
    );
    expect(await verify(`${header}.${unsigned.split('.')[1] ?? ''}.`)).toBeUndefined();
  });

  it('refuses a token whose secret is our public key (alg HS256)', async () => {
    for (const secret of [JSON.stringify(publicJwk.value), String(publicJwk.value['x'])])
      expect(
        await verify(await forge({ header: { alg: 'HS256' }, key: new TextEncoder().encode(secret) })),
      ).toBeUndefined();
  });

  it.each(['', '.', '..', 'a.b.c', 'null', '{}', '🙂'])('refuses %j', async text => {
    expect(await verify(text)).toBeUndefined();
  });

  it('refuses a text that is far too long', async () => {
    expect(await verify('x'.repeat(10_000))).toBeUndefined();
  });
});
