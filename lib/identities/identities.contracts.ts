import * as z from 'zod';
import { pageQuery } from '../platform/http/page.ts';
import { defineRoute } from '../platform/http/route.ts';
import { signedIn } from '../sessions/sessions.schema.ts';
import { externalCredentials, identity, linking } from './identities.schema.ts';

export const signInExternally = defineRoute({
  method: 'POST',
  path: '/sessions/external',
  summary: 'Sign in with the token of another issuer',
  description:
    'Exchanges a token of the OpenID Connect issuer that is accepted here, if one is, for a session. The account must have linked the identity before: it is found by issuer and subject, never by an address.',
  access: 'public',
  body: externalCredentials,
  status: 201,
  data: signedIn,
  errors: [
    'identity.no_issuer',
    'identity.issuer_unavailable',
    'identity.invalid_token',
    'identity.not_linked',
  ],
  rateLimits: [{ name: 'sign-in-address', limit: 300, windowSeconds: 300, by: 'address' }],
});

export const linkIdentity = defineRoute({
  method: 'POST',
  path: '/identities',
  summary: 'Link an account elsewhere, to sign in with it',
  access: 'user',
  body: linking,
  status: 201,
  data: identity,
  idempotent: { without: ['currentPassword'] },
  errors: [
    'identity.no_issuer',
    'identity.issuer_unavailable',
    'identity.invalid_token',
    'user.wrong_password',
    'identity.taken',
    'idempotency.key_reused',
    'idempotency.in_flight',
  ],
  rateLimits: [{ name: 'current-password', limit: 30, windowSeconds: 900, by: 'user' }],
});

export const listIdentities = defineRoute({
  method: 'GET',
  path: '/identities',
  summary: 'List the accounts elsewhere that sign you in',
  access: 'user',
  query: pageQuery,
  status: 200,
  data: identity,
  paged: true,
  errors: [],
});

export const unlinkIdentity = defineRoute({
  method: 'DELETE',
  path: '/identities/{identityId}',
  summary: 'Unlink an account elsewhere',
  access: 'user',
  params: z.strictObject({ identityId: z.guid() }),
  status: 204,
  data: z.void(),
  errors: ['identity.not_found'],
});
