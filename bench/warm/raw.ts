import { createAccessTokenVerifier } from '../../lib/platform/auth/access-token.ts';
import { placed, type ContenderModule, type Line } from './handler.ts';

/** A handler without any wrapper: it believes what it is sent, checks the token where one is asked for, and answers. */
export const createHandler: ContenderModule['createHandler'] = verifies => {
  const verifier = createAccessTokenVerifier();
  return async event => {
    const token = event.headers['authorization']?.slice('Bearer '.length) ?? '';
    if (verifies && (await verifier.verify(token)) === undefined) return { statusCode: 401 };
    const body = JSON.parse(event.body ?? '') as { readonly items: readonly Line[] };
    return {
      statusCode: 201,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ data: placed(body) }),
    };
  };
};
