import * as z from 'zod';
import { config } from '../config/config.ts';
import * as sections from '../config/sections.ts';

/** The public parts of a key (RFC 7517 and 7518); whatever else a key holds, such as `d`, is left out. */
const publicKey = z.object({
  kty: z.string(),
  kid: z.string(),
  alg: z.string(),
  use: z.literal('sig').default('sig'),
  crv: z.string().optional(),
  x: z.string().optional(),
  y: z.string().optional(),
});

/** The keys that access tokens are checked with, for whoever else checks them. */
export const publicKeySet = () => ({
  keys: z.array(publicKey).parse(config(sections.tokenVerification).JWT_PUBLIC_KEYS.keys),
});
