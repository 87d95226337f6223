import { createAccessTokenVerifier } from '../../lib/platform/auth/access-token.ts';
import { placed, placedOrder, placement, type ContenderModule } from './handler.ts';

/** The raw handler with what Strata promises of each answer and nothing else of it: both bodies are parsed by their schemas. */
export const createHandler: ContenderModule['createHandler'] = verifies => {
  const verifier = createAccessTokenVerifier();
  return async event => {
    const token = event.headers['authorization']?.slice('Bearer '.length) ?? '';
    if (verifies && (await verifier.verify(token)) === undefined) return { statusCode: 401 };
    const body = placement.safeParse(JSON.parse(event.body ?? ''));
    if (!body.success) return { statusCode: 400 };
    return {
      statusCode: 201,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ data: placedOrder.parse(placed(body.data)) }),
    };
  };
};
