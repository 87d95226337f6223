import { err, ok, type Result } from 'neverthrow';
import * as z from 'zod';
import type { ExternalIdentity, ExternalTokenVerifier } from '../platform/auth/external-token.ts';
import type { Principal } from '../platform/auth/principal.ts';
import type { Database } from '../platform/db/database.ts';
import { once, type IdempotencyError, type IdempotencyKey } from '../platform/http/idempotency.ts';
import { readCursor, toPage, type Page } from '../platform/http/page.ts';
import type { InvalidRequest } from '../platform/http/request-error.ts';
import { uuidv7 } from '../platform/ids/uuid.ts';
import type { SessionOpening } from '../sessions/sessions.opening.service.ts';
import type { SignedIn } from '../sessions/sessions.schema.ts';
import type { PasswordCheck } from '../users/password-check.service.ts';
import { wrongPassword, type WrongPassword } from '../users/users.errors.ts';
import {
  identityNotFound,
  identityTaken,
  invalidToken,
  issuerUnavailable,
  noIssuer,
  notLinked,
  type IdentityNotFound,
  type IdentityTaken,
  type NotLinked,
  type VerificationError,
} from './identities.errors.ts';
import type { IdentityRepository } from './identities.repository.ts';
import { identity, type ExternalCredentials, type Identity, type Linking } from './identities.schema.ts';

export interface IdentityDeps {
  readonly db: Database;
  readonly identities: IdentityRepository;
  readonly externalTokenVerifier: ExternalTokenVerifier;
}

const verify = async (
  verifier: ExternalTokenVerifier,
  token: string,
): Promise<Result<ExternalIdentity, VerificationError>> => {
  const verdict = await verifier.verify(token);
  switch (verdict) {
    case 'unconfigured':
      return err(noIssuer);
    case 'unavailable':
      return err(issuerUnavailable);
    case 'invalid':
      return err(invalidToken);
    default:
      return ok(verdict);
  }
};

/** Signing in with the token of another issuer, which is exchanged for a session like any other. */
export const createExternalSignInService = ({
  db,
  identities,
  externalTokenVerifier,
  sessionOpening,
}: IdentityDeps & { readonly sessionOpening: SessionOpening }) => ({
  /** Signs in whoever has linked the identity. It never makes an account, and never finds one by its address. */
  async signIn(
    { token }: ExternalCredentials,
    userAgent: string | undefined,
  ): Promise<Result<SignedIn, VerificationError | NotLinked>> {
    const verified = await verify(externalTokenVerifier, token);
    if (verified.isErr()) return err(verified.error);
    const userId = await identities.findUser(db, verified.value);
    const signedIn = userId && (await sessionOpening.open(userId, { userAgent }));
    return signedIn ? ok(signedIn) : err(notLinked);
  },
});

/** Linking accounts elsewhere. */
export const createIdentityService = ({
  db,
  identities,
  externalTokenVerifier,
  passwordCheck,
}: IdentityDeps & { readonly passwordCheck: PasswordCheck }) => ({
  /** Links an identity to the caller, who shows both its token and their password: neither alone opens a second door. */
  async link(
    { userId }: Principal,
    { token, currentPassword }: Linking,
    idempotency: IdempotencyKey | undefined,
  ): Promise<Result<Identity, VerificationError | WrongPassword | IdentityTaken | IdempotencyError>> {
    const verified = await verify(externalTokenVerifier, token);
    if (verified.isErr()) return err(verified.error);
    if (!(await passwordCheck.matches(userId, currentPassword))) return err(wrongPassword);
    return once<Identity, IdentityTaken>(db, idempotency, identity, async tx => {
      const linked = await identities.insert(tx, { id: uuidv7(), userId, ...verified.value });
      return linked === undefined ? err(identityTaken) : ok(linked);
    });
  },
});

const position = z.guid();

/** The identities that a caller has linked. */
export const createIdentityList = ({ db, identities }: Pick<IdentityDeps, 'db' | 'identities'>) => ({
  async list(
    { userId }: Principal,
    { limit, cursor }: { limit: number; cursor?: string | undefined },
  ): Promise<Result<Page<Identity>, InvalidRequest>> {
    const before = readCursor(cursor, position);
    if (before.isErr()) return err(before.error);
    const rows = await identities.list(db, userId, { before: before.value, limit: limit + 1 });
    return ok(toPage(rows, limit, ({ id }) => id));
  },

  /** Unlinks an identity. Sessions that it opened go on: end them like any other. */
  async unlink({ userId }: Principal, identityId: string): Promise<Result<undefined, IdentityNotFound>> {
    return (await identities.remove(db, userId, identityId)) ? ok(undefined) : err(identityNotFound);
  },
});
