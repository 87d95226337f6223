import { createHash, createHmac } from 'node:crypto';

/** What AWS gives a function to sign with; Lambda keeps them in its environment and renews them between invocations. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

const SERVICE = 'execute-api';
const ALGORITHM = 'AWS4-HMAC-SHA256';

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Every byte but the unreserved characters of RFC 3986, as Signature Version 4 wants a path's segments. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/**
 * Signs the many calls with one body (AWS Signature Version 4): the body's hash and the day's key are computed once.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export const createSigner = (
  { accessKeyId, secretAccessKey, sessionToken }: Credentials,
  {
    host,
    region,
    method,
    body,
    now,
  }: {
    readonly host: string;
    readonly region: string;
    readonly method: 'POST' | 'DELETE';
    readonly body: string;
    readonly now: Date;
  },
) => {
  const time = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const date = time.slice(0, 8);
  const scope = `${date}/${region}/${SERVICE}/aws4_request`;
  const key = [region, SERVICE, 'aws4_request'].reduce(hmac, hmac(`AWS4${secretAccessKey}`, date));
  const bodyHash = sha256(body);
  const token = sessionToken === undefined ? '' : `x-amz-security-token:${sessionToken}\n`;
  const names = sessionToken === undefined ? 'host;x-amz-date' : 'host;x-amz-date;x-amz-security-token';

  return {
    /** @param segments the path's segments, not encoded. @returns the path to ask for and the headers to ask with */
    sign(segments: readonly string[]): {
      readonly path: string;
      readonly headers: Readonly<Record<string, string>>;
    } {
      // '@' may stand in a path, and the SDK sends `@connections` as it is.
      const encoded = segments.map(segment => encode(segment).replaceAll('%40', '@'));
      // Services other than S3 sign the path encoded once more than it is sent.
      const canonicalPath = `/${encoded.map(encode).join('/')}`;
      const request = `${method}\n${canonicalPath}\n\nhost:${host}\nx-amz-date:${time}\n${token}\n${names}\n${bodyHash}`;
      const signature = hmac(key, `${ALGORITHM}\n${time}\n${scope}\n${sha256(request)}`).toString('hex');
      return {
        path: `/${encoded.join('/')}`,
        headers: {
          host,
          'x-amz-date': time,
          ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
          authorization: `${ALGORITHM} Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
        },
      };
    },
  };
};
