import { publicKeysHandler } from '../../../lib/app/public-keys-handler.ts';

/** GET /.well-known/jwks.json: the keys that access tokens are checked with. */
export const handler = publicKeysHandler();
