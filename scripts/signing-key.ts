import { newSigningKey, publicPartOf } from '../local/jwt-keys.ts';

/**
 * `npm run signing-key`: makes a key for access tokens and prints it, as JWT_PRIVATE_KEY takes it and as one entry of
 * JWT_PUBLIC_KEYS. docs/security.md says in which order to put them in place.
 */
const key = await newSigningKey();

console.log(`JWT_PRIVATE_KEY=${JSON.stringify(key)}`);
console.log(`One of "keys" in JWT_PUBLIC_KEYS: ${JSON.stringify(publicPartOf(key))}`);
