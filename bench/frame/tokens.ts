import { exportJWK, generateKeyPair } from 'jose';
import { createAccessTokenIssuer } from '../../lib/platform/auth/access-token.ts';
import { uuidv7 } from '../../lib/platform/ids/uuid.ts';

export interface Tokens {
  /** What a server needs to verify them. */
  readonly publicKeys: string;
  /** An access token for each user, fresh: they last for minutes. */
  issue(users: readonly string[]): Promise<readonly string[]>;
}

export const createTokens = async (): Promise<Tokens> => {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const named = { kid: 'bench', alg: 'ES256', kty: 'EC' };
  const keys = { keys: [{ ...(await exportJWK(publicKey)), ...named }] };
  const issuer = createAccessTokenIssuer(
    { JWT_PRIVATE_KEY: { ...(await exportJWK(privateKey)), ...named }, JWT_ISSUER: 'strata' },
    { JWT_PUBLIC_KEYS: keys, JWT_ISSUER: 'strata' },
  );
  return {
    publicKeys: JSON.stringify(keys),
    issue: users =>
      Promise.all(
        users.map(userId => issuer.issue({ userId, sessionId: uuidv7(), role: 'user' }, new Date())),
      ),
  };
};
