import { describe, expect, it } from '@jest/globals';
import { createSigner } from '../../../../../lib/platform/aws/signer.ts';

const credentials = { accessKeyId: 'AKID', secretAccessKey: 'secret', sessionToken: 'tok==' };
const at = {
  service: 'execute-api',
  host: 'h.example',
  region: 'us-east-1',
  now: new Date('2026-11-22T10:00:00Z'),
};

describe('a call that is signed', () => {
  // Signed by @smithy/signature-v4 5, which the SDK's own clients use.
  it.each([
    ['POST', '{"a":1}', 'e19fa009a2641d7354c949756d2a6b3682ca9511fba50970c7220f542580824d'],
    ['DELETE', '', 'feff0a38d56d7da6192c99d2321de8458be928a201f2d0d61d58b62f1f998055'],
  ] as const)('by %s has the path and the signature that the SDK gives it', (method, body, signature) => {
    const signer = createSigner(credentials, { ...at, method, body });
    expect(signer.sign(['prod', '@connections', 'ab+c/d='])).toEqual({
      path: '/prod/@connections/ab%2Bc%2Fd%3D',
      headers: {
        host: 'h.example',
        'x-amz-date': '20261122T100000Z',
        'x-amz-security-token': 'tok==',
        authorization:
          'AWS4-HMAC-SHA256 Credential=AKID/20261122/us-east-1/execute-api/aws4_request, ' +
          `SignedHeaders=host;x-amz-date;x-amz-security-token, Signature=${signature}`,
      },
    });
  });

  it('is signed for its own day, region, service and secret, after others were', () => {
    const signatureOf = (changed: object, as: typeof credentials = credentials) =>
      createSigner(as, { ...at, method: 'POST', body: '', ...changed }).sign([]).headers['authorization'];
    const ways = () => [
      signatureOf({}),
      signatureOf({ now: new Date('2026-11-23T10:00:00Z') }),
      signatureOf({ region: 'eu-west-1' }),
      signatureOf({ service: 'sqs' }),
      signatureOf({}, { ...credentials, secretAccessKey: 'another' }),
    ];
    const first = ways();
    for (let key = 0; key < 30; key += 1) signatureOf({ region: `region-${key}` });
    expect(ways()).toEqual(first);
    expect(new Set(first).size).toBe(5);
  });
});
