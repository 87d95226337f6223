import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const KID = 'key-1';
const answers = {
  keys: (keys: unknown) => ({ status: 200, body: JSON.stringify({ keys }) }),
  failure: () => ({ status: 500, body: '{}' }),
  page: () => ({ status: 200, body: '<html></html>' }),
  'nothing of use': () => ({ status: 200, body: '{}' }),
} as const;

/** An OpenID Connect issuer as far as an application knows one: keys at an address, and tokens signed with them. */
export interface TestIssuer {
  readonly issuer: string;
  readonly jwksUrl: string;
  keys(): readonly { kty: string; kid: string; alg: string }[];
  /** How often its keys were fetched. */
  fetches(): number;
  /** What it answers from now on to who fetches its keys. */
  answer(answer: keyof typeof answers): void;
  /** Signs a token. @param claims beside the usual ones, or instead of them; undefined leaves one out */
  sign(
    claims?: Readonly<Record<string, unknown>>,
    options?: { readonly key?: 'own' | 'foreign'; readonly kid?: string },
  ): Promise<string>;
  stop(): Promise<void>;
}

export const AUDIENCE = 'strata-test';

export const startIssuer = async (): Promise<TestIssuer> => {
  const issuer = 'https://accounts.test';
  const own = await generateKeyPair('RS256', { extractable: true });
  const foreign = await generateKeyPair('RS256');
  const keys = [{ kty: 'RSA', ...(await exportJWK(own.publicKey)), kid: KID, alg: 'RS256', use: 'sig' }];
  let fetches = 0;
  let answer: keyof typeof answers = 'keys';

  const server = createServer((_request, response) => {
    fetches += 1;
    const { status, body } = answers[answer](keys);
    response.writeHead(status).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    issuer,
    jwksUrl: `http://127.0.0.1:${port}/jwks.json`,
    keys: () => keys,
    fetches: () => fetches,
    answer: next => {
      answer = next;
    },
    sign: (claims, { key = 'own', kid = KID } = {}) => {
      const now = Math.floor(Date.now() / 1000);
      const usual = { iss: issuer, aud: AUDIENCE, sub: 'ada-elsewhere', iat: now, exp: now + 600 };
      return new SignJWT({ ...usual, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid })
        .sign((key === 'own' ? own : foreign).privateKey);
    },
    stop: async () => {
      if (!server.listening) return;
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
