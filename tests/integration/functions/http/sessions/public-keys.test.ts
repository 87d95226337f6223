import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, exportJWK, generateKeyPair, jwtVerify } from 'jose';
import * as z from 'zod';
import { handler } from '../../../../../functions/http/sessions/public-keys.ts';
import { createAccessTokenIssuer } from '../../../../../lib/platform/auth/access-token.ts';
import { uuidv7 } from '../../../../../lib/platform/ids/uuid.ts';
import { setEnvironment } from '../../../../support/environment.ts';
import { callHttp } from '../../../../support/http.ts';

const keySet = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });
let server: Server;

beforeAll(async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const next = await generateKeyPair('EdDSA', { extractable: true });
  const named = { kid: 'today', alg: 'ES256' };
  setEnvironment({
    LOG_LEVEL: 'silent',
    JWT_ISSUER: 'strata-test',
    JWT_PRIVATE_KEY: JSON.stringify({ ...(await exportJWK(privateKey)), ...named }),
    // The second one was put here whole, by mistake.
    JWT_PUBLIC_KEYS: JSON.stringify({
      keys: [
        { ...(await exportJWK(publicKey)), ...named },
        { ...(await exportJWK(next.privateKey)), kid: 'tomorrow', alg: 'EdDSA' },
      ],
    }),
  });
  server = createServer((_request, response) => {
    callHttp(handler, {}).then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(JSON.stringify(body)),
      () => response.writeHead(500).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('GET /.well-known/jwks.json', () => {
  it('publishes every key that verifies, in the form of the standard, for a while', async () => {
    const { status, headers, body } = await callHttp(handler, {});
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/jwk-set+json',
      'cache-control': 'public, max-age=300',
    });
    expect(keySet.parse(body).keys).toEqual([
      {
        kty: 'EC',
        crv: 'P-256',
        x: expect.any(String),
        y: expect.any(String),
        kid: 'today',
        alg: 'ES256',
        use: 'sig',
      },
      { kty: 'OKP', crv: 'Ed25519', x: expect.any(String), kid: 'tomorrow', alg: 'EdDSA', use: 'sig' },
    ]);
  });

  it('lets others check our access tokens', async () => {
    const { port } = server.address() as AddressInfo;
    const keys = createRemoteJWKSet(new URL(`http://127.0.0.1:${port}/.well-known/jwks.json`));
    const bearer = { userId: uuidv7(), sessionId: uuidv7(), role: 'user' } as const;
    const token = await createAccessTokenIssuer().issue(bearer, new Date());
    const { payload } = await jwtVerify(token, keys, { issuer: 'strata-test', audience: 'strata-api' });
    expect(payload.sub).toBe(bearer.userId);
  });
});
