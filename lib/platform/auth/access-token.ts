import { createLocalJWKSet, errors, importJWK, jwtVerify, SignJWT, type JWK } from 'jose';
import { config, type Config } from '../config/config.ts';
import * as sections from '../config/sections.ts';
import { principal, type Principal } from './principal.ts';

export const ACCESS_TOKEN_SECONDS = 300;
const AUDIENCE = 'strata-api';
/** Pinned: a token cannot choose how it is checked. */
const ALGORITHMS = ['ES256', 'EdDSA'];

export interface AccessTokenIssuer {
  /** A JWT that says who its bearer is, for five minutes. */
  issue(bearer: Principal, now: Date): Promise<string>;
}

export interface AccessTokenVerifier {
  /** The bearer of a token; undefined for one that is malformed, expired, foreign or tampered with. */
  verify(token: string): Promise<Principal | undefined>;
}

/** @throws Error when the key that signs is not among those that verify: nobody would accept its tokens */
export const createAccessTokenIssuer = (
  { JWT_PRIVATE_KEY: jwk, JWT_ISSUER: issuer }: Config<typeof sections.tokenSigning> = config(
    sections.tokenSigning,
  ),
  { JWT_PUBLIC_KEYS: keySet }: Config<typeof sections.tokenVerification> = config(sections.tokenVerification),
): AccessTokenIssuer => {
  if (!keySet.keys.some(({ kid }) => kid === jwk.kid))
    throw new Error(`JWT_PUBLIC_KEYS holds no key ${jwk.kid}, with which JWT_PRIVATE_KEY signs`);
  const key = importJWK(jwk as JWK);
  return {
    issue: async ({ userId, sessionId, role }, now) => {
      const issuedAt = Math.floor(now.getTime() / 1000);
      return new SignJWT({ sid: sessionId, role })
        .setProtectedHeader({ alg: jwk.alg, kid: jwk.kid, typ: 'at+jwt' })
        .setSubject(userId)
        .setIssuer(issuer)
        .setAudience(AUDIENCE)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + ACCESS_TOKEN_SECONDS)
        .sign(await key);
    },
  };
};

export const createAccessTokenVerifier = (
  { JWT_PUBLIC_KEYS: keySet, JWT_ISSUER: issuer }: Config<typeof sections.tokenVerification> = config(
    sections.tokenVerification,
  ),
): AccessTokenVerifier => {
  const keys = createLocalJWKSet({ keys: keySet.keys });
  return {
    verify: async token => {
      try {
        const { payload } = await jwtVerify(token, keys, {
          issuer,
          audience: AUDIENCE,
          algorithms: ALGORITHMS,
          typ: 'at+jwt',
        });
        const parsed = principal.safeParse({
          userId: payload.sub,
          sessionId: payload['sid'],
          role: payload['role'],
        });
        return parsed.success ? parsed.data : undefined;
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined;
        throw error;
      }
    },
  };
};
