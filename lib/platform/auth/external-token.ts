import { createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { config, type Config } from '../config/config.ts';
import * as sections from '../config/sections.ts';

/** Pinned: no token chooses how it is checked. None of these works with a shared secret. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];
/** How long the issuer's keys are waited for. They are kept for ten minutes, and fetched again for a key that is new. */
const FETCH_TIMEOUT_MILLISECONDS = 3_000;
/** Beyond what the clocks of two organisations honestly differ by. */
const CLOCK_TOLERANCE_SECONDS = 30;
const MAX_SUBJECT_LENGTH = 255;

/** Who another issuer says that somebody is. Its tokens also name an address: it is not read, since addresses change hands. */
export interface ExternalIdentity {
  readonly issuer: string;
  readonly subject: string;
}

export interface ExternalTokenVerifier {
  /**
   * @returns the identity; `invalid` for a token that is malformed, expired, foreign, meant for others or tampered with;
   * `unavailable` when its issuer's keys cannot be had; `unconfigured` when no other issuer is accepted
   */
  verify(token: string): Promise<ExternalIdentity | 'invalid' | 'unavailable' | 'unconfigured'>;
}

/** Accepts the tokens of the one OpenID Connect issuer that the configuration names. */
export const createExternalTokenVerifier = (
  settings: Config<typeof sections.externalIssuer> = config(sections.externalIssuer),
): ExternalTokenVerifier => {
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience } = settings;
  const keys = keysOf(settings);
  if (issuer === undefined || audience === undefined || keys === undefined)
    return { verify: async () => Promise.resolve('unconfigured') };
  return {
    verify: async token => {
      try {
        const { payload } = await jwtVerify(token, keys, {
          issuer,
          audience,
          algorithms: ALGORITHMS,
          requiredClaims: ['sub', 'iat', 'exp'],
          clockTolerance: CLOCK_TOLERANCE_SECONDS,
        });
        const { sub: subject = '' } = payload;
        return subject === '' || subject.length > MAX_SUBJECT_LENGTH ? 'invalid' : { issuer, subject };
      } catch (error) {
        return isVerdict(error) ? 'invalid' : 'unavailable';
      }
    },
  };
};

const keysOf = ({
  OIDC_JWKS_URL: url,
  OIDC_JWKS: keySet,
}: Config<typeof sections.externalIssuer>): JWTVerifyGetKey | undefined => {
  if (keySet !== undefined) return createLocalJWKSet({ keys: keySet.keys });
  if (url === undefined) return undefined;
  return createRemoteJWKSet(new URL(url), { timeoutDuration: FETCH_TIMEOUT_MILLISECONDS });
};

/** jose throws its own errors for tokens; for keys that cannot be fetched or read it throws its bare one, or fetch's. */
const isVerdict = (error: unknown): boolean =>
  error instanceof errors.JOSEError &&
  !(error instanceof errors.JWKSTimeout) &&
  !(error instanceof errors.JWKSInvalid) &&
  error.code !== errors.JOSEError.code;
