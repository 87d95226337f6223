import type { AccessTokenVerifier } from '../platform/auth/access-token.ts';
import type { Principal } from '../platform/auth/principal.ts';
import type { Access } from '../platform/http/route.ts';
import type { SessionGuard } from '../platform/auth/session-guard.ts';
import { Refusal } from './failure.ts';

/** What a route with this access needs of its container. */
export type AuthenticationDeps<A extends Access> = A extends 'public'
  ? unknown
  : A extends 'user'
    ? { readonly accessTokenVerifier: AccessTokenVerifier }
    : { readonly accessTokenVerifier: AccessTokenVerifier; readonly sessionGuard: SessionGuard };

/** Who calls a route with this access. */
export type Caller<A extends Access> = A extends 'public' ? undefined : Principal;

/** The token of an `Authorization: Bearer` header (RFC 6750, section 2.1). */
export const bearerToken = (authorization: string | undefined): string | undefined =>
  /^Bearer ([\w.~+/-]+=*)$/i.exec(authorization ?? '')?.[1];

/**
 * Establishes who is calling.
 *
 * @throws Refusal when nobody is, or not an administrator where one is needed. For those the database is asked, so that a
 * revoked session or a lost role holds at once and not when the token expires.
 */
export const authenticate = async <A extends Access>(
  access: A,
  authorization: string | undefined,
  dependencies: AuthenticationDeps<A>,
): Promise<Caller<A>> => {
  if (access === 'public') return undefined as Caller<A>;
  // Not destructured: the container makes a dependency when it is read, and only an admin route has a guard.
  const needed = dependencies as AuthenticationDeps<'admin'>;
  const token = bearerToken(authorization);
  const caller = token === undefined ? undefined : await needed.accessTokenVerifier.verify(token);
  if (caller === undefined)
    throw new Refusal({
      code: 'auth.required',
      detail: 'Sign in with POST /sessions and send its access token as a Bearer token.',
    });
  if (access === 'admin' && caller.role !== 'admin')
    throw new Refusal({ code: 'auth.forbidden', detail: 'Only administrators may do this.' });
  if (access === 'admin' && !(await needed.sessionGuard.stands(caller)))
    throw new Refusal({ code: 'auth.required', detail: 'The session has ended. Sign in again.' });
  return caller as Caller<A>;
};
