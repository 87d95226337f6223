import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';

const ALGORITHM = 'ES256';

/** The variables that hold the keys of access tokens. */
export interface JwtKeys {
  readonly JWT_PRIVATE_KEY: string;
  readonly JWT_PUBLIC_KEYS: string;
}

/** The key that signs access tokens here, made once and kept in `file`: a restart signs nobody out. */
export const jwtKeys = async (file: string): Promise<JwtKeys> => {
  if (!existsSync(file)) await writeFile(file, JSON.stringify(await newSigningKey()), { mode: 0o600 });
  const JWT_PRIVATE_KEY = await readFile(file, 'utf8');
  const publicKey = publicPartOf(JSON.parse(JWT_PRIVATE_KEY) as JWK);
  return { JWT_PRIVATE_KEY, JWT_PUBLIC_KEYS: JSON.stringify({ keys: [publicKey] }) };
};

/** A fresh private key that signs access tokens; its name is made of what it is. */
export const newSigningKey = async (): Promise<JWK> => {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: ALGORITHM, use: 'sig' };
};

/** What verifies the tokens that a private key signs. */
export const publicPartOf = ({ d: _secret, ...publicKey }: JWK): JWK => publicKey;
