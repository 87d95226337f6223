import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { handler as openapi } from '../../../../../functions/http/docs/openapi.ts';
import { handler as page } from '../../../../../functions/http/docs/page.ts';
import { read } from '../../../../support/deployment.ts';
import { setEnvironment } from '../../../../support/environment.ts';
import { lambdaContext } from '../../../../support/http.ts';

/** API Gateway's limit for an answer of a function, in bytes of JSON. */
const LARGEST_ANSWER = 6 * 1024 * 1024;

type Handler = typeof page;

const get = async (
  handler: Handler,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<APIGatewayProxyStructuredResultV2> => {
  const { pathname, searchParams } = new URL(path, 'https://strata.example');
  const event: Partial<APIGatewayProxyEventV2> = {
    rawPath: pathname,
    headers,
    queryStringParameters: Object.fromEntries(searchParams),
  };
  return handler(event as APIGatewayProxyEventV2, lambdaContext());
};

setEnvironment({ LOG_LEVEL: 'silent' });
const html = (await get(page, '/docs')).body ?? '';
const loaded = [...html.matchAll(/(?:src|href)="(\/docs\/[^"]+)"/g)].map(([, path = '']) => path);

describe('the page', () => {
  it('loads only what is served beside it', async () => {
    expect(loaded).toHaveLength(4);
    for (const path of loaded) expect(await get(page, path)).toMatchObject({ statusCode: 200 });
    expect(html).not.toMatch(/https?:|<script>|<style|style="/);
  });

  it('lets a browser run, show and ask nothing but its own origin', async () => {
    const { headers } = await get(page, '/docs');
    const policy = String(headers?.['content-security-policy']).split('; ');
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "frame-ancestors 'none'",
      ]),
    );
    expect(policy.join()).not.toMatch(/unsafe|https?:|\*/);
  });

  it('asks no service of others: the script it starts with names none', () => {
    expect(read('functions/http/docs/start.js')).toContain('validatorUrl: null');
  });
});

describe('a file', () => {
  it('is cached for good under the address of its version, and asked for again under any other', async () => {
    const [versioned = ''] = loaded;
    const { headers } = await get(page, versioned);
    expect(headers?.['cache-control']).toBe('public, max-age=31536000, immutable');
    for (const other of ['/docs', versioned.replace(/v=.*/, 'v=old'), versioned.replace(/\?.*/, '')])
      expect((await get(page, other)).headers?.['cache-control']).toBe('no-cache');
  });

  it('is answered 304 while a caller has the newest', async () => {
    const etag = String((await get(openapi, '/openapi.json')).headers?.['etag']);
    const again = await get(openapi, '/openapi.json', { 'if-none-match': etag });
    expect(again).toMatchObject({ statusCode: 304, headers: { etag } });
    expect(again.body).toBeUndefined();
    const changed = await get(openapi, '/openapi.json', { 'if-none-match': 'W/"older"' });
    expect(changed.statusCode).toBe(200);
  });

  it.each([
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip;q=0.8', 'gzip', gunzipSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
  ])('is compressed as %s says', async (accept, encoding, decompress) => {
    const answer = await get(openapi, '/openapi.json', { 'accept-encoding': accept });
    expect(answer).toMatchObject({
      isBase64Encoded: true,
      headers: { 'content-encoding': encoding, vary: 'accept-encoding' },
    });
    const text = decompress(Buffer.from(answer.body ?? '', 'base64')).toString();
    expect(text).toBe(read('docs/api/openapi.json'));
  });

  it.each(['', 'identity', 'zstd', 'br;q=0'])('is sent as it is to who accepts "%s"', async accept => {
    const { headers, body } = await get(openapi, '/openapi.json', { 'accept-encoding': accept });
    expect(headers).not.toHaveProperty('content-encoding');
    expect(body).toBe(read('docs/api/openapi.json'));
  });

  it('fits into an answer, whoever asks', async () => {
    for (const path of loaded)
      for (const accept of ['', 'gzip']) {
        const answer = await get(page, path, { 'accept-encoding': accept });
        expect(JSON.stringify(answer).length).toBeLessThan(LARGEST_ANSWER);
      }
  });

  it.each(['/docs/page.ts', '/docs/../package.json', '/docs/__proto__', '/docs/'])(
    'that is none is a 404: %s',
    async path => {
      const event: Partial<APIGatewayProxyEventV2> = { rawPath: path, headers: {} };
      const answer = await page(event as APIGatewayProxyEventV2, lambdaContext());
      expect(answer.statusCode).toBe(404);
      expect(JSON.parse(answer.body ?? '')).toMatchObject({ code: 'route.not_found' });
    },
  );
});
