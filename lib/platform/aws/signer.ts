import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import type { Credentials } from './credentials.ts';

const ALGORITHM = 'AWS4-HMAC-SHA256';

const hmac = (key: string | Buffer | KeyObject, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();
const sha256 = (text: string): string => hash('sha256', text);

/** Derived keys, by what they come from. They hold for a day, and credentials are replaced every few hours. */
const keys = new Map<string, KeyObject>();
const MOST_KEYS = 10;

const signingKey = (
  secret: string,
  ...scope: readonly [date: string, region: string, service: string]
): KeyObject => {
  const source = [secret, ...scope].join('/');
  const known = keys.get(source);
  if (known !== undefined) return known;
  const derived = [...scope, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secret}`) as Buffer;
  // As an object of its own it is prepared once: signing takes a seventh of what it takes with the bytes.
  const key = createSecretKey(derived);
  if (keys.size === MOST_KEYS) keys.clear();
  keys.set(source, key);
  return key;
};

/** Every byte but the unreserved characters of RFC 3986, as Signature Version 4 wants a path's segments. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

export interface Signed {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Signs the many calls with one body (AWS Signature Version 4): the body's hash is computed once.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 *
 * @param call.service as in the service's ARNs
 * @param call.headers signed too; names in lower case
 */
export const createSigner = (
  { accessKeyId, secretAccessKey, sessionToken }: Credentials,
  {
    service,
    host,
    region,
    method,
    headers = {},
    body,
    now,
  }: {
    readonly service: string;
    readonly host: string;
    readonly region: string;
    readonly method: 'POST' | 'DELETE';
    readonly headers?: Readonly<Record<string, string>>;
    readonly body: string;
    readonly now: Date;
  },
) => {
  const time = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const date = time.slice(0, 8);
  const scope = `${date}/${region}/${service}/aws4_request`;
  const key = signingKey(secretAccessKey, date, region, service);
  const bodyHash = sha256(body);
  const signed = {
    ...headers,
    host,
    'x-amz-date': time,
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
  };
  const sorted = Object.entries(signed).sort(([one], [other]) => (one < other ? -1 : 1));
  const names = sorted.map(([name]) => name).join(';');
  const lines = sorted.map(([name, value]) => `${name}:${value}\n`).join('');

  return {
    /** @param segments the path's segments, not encoded. @returns the path to ask for and the headers to ask with */
    sign(segments: readonly string[]): Signed {
      // '@' may stand in a path, and the SDK sends `@connections` as it is.
      const encoded = segments.map(segment => encode(segment).replaceAll('%40', '@'));
      // Services other than S3 sign the path encoded once more than it is sent.
      const request = `${method}\n/${encoded.map(encode).join('/')}\n\n${lines}\n${names}\n${bodyHash}`;
      const signature = hmac(key, `${ALGORITHM}\n${time}\n${scope}\n${sha256(request)}`).toString('hex');
      return {
        path: `/${encoded.join('/')}`,
        headers: {
          ...signed,
          authorization: `${ALGORITHM} Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
        },
      };
    },
  };
};
