import { createHash, randomBytes } from 'node:crypto';

/** 256 bits: nobody guesses one, so a plain hash of it needs neither salt nor cost. */
const SECRET_BYTES = 32;

/** A fresh random secret, 43 characters that need no escaping in a URL. Only its holder keeps it; we keep `hashSecret` of it. */
export const mintSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

/** What is stored of a secret: its SHA-256, 43 characters. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
