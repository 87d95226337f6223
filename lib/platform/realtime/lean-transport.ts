import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { config } from '../config/config.ts';
import type { Clock } from '../clock/clock.ts';
import type { Log } from '../log/log.ts';
import { createSigner } from './signer.ts';
import type { PostResult, Transport } from './transport.ts';

/** A post that hangs holds up one lane of a broadcast, not the broadcast. */
const POST_TIMEOUT_MILLISECONDS = 5_000;
const TRIES = 3;
const RETRY_MILLISECONDS = 100;
const THROTTLED = 429;
const GONE = 410;
/** A signature is good for five minutes; a signer is used for one. */
const SIGNER_MILLISECONDS = 60_000;

const options = { keepAlive: true, maxSockets: 100 };
const agents = { http: new HttpAgent(options), https: new HttpsAgent(options) };

/**
 * Posts through API Gateway's @connections endpoint without the SDK client. With the key and the body's hash computed once a
 * frame a post takes a third of the processor time, which large audiences want; and functions that need no other client of
 * the SDK start without one.
 */
export const createLeanTransport = ({
  log,
  clock,
}: {
  readonly log: Log;
  readonly clock: Clock;
}): Transport => {
  let known: Endpoint | undefined;
  const endpoint = () => (known ??= endpointOf(config('realtime').REALTIME_ENDPOINT));
  let signer: ReturnType<typeof createSigner> | undefined;
  let signed = { call: '', until: 0 };

  const signerFor = (method: Method, body: string) => {
    const now = clock.now();
    const call = `${method} ${body}`;
    if (signer === undefined || signed.call !== call || now.getTime() > signed.until) {
      const { AWS_REGION: region } = config('aws');
      signer = createSigner(credentials(), { host: endpoint().url.host, region, method, body, now });
      signed = { call, until: now.getTime() + SIGNER_MILLISECONDS };
    }
    return signer;
  };

  const call = async (method: Method, connectionId: string, body: string): Promise<PostResult> => {
    const { url, stage } = endpoint();
    for (let attempt = 1; ; attempt += 1) {
      const signature = signerFor(method, body).sign([...stage, '@connections', connectionId]);
      const status = await send(url, method, body, signature).catch(() => undefined);
      if (status === GONE) return 'gone';
      if (status !== undefined && status < 300) return 'sent';
      const passing = status === undefined || status === THROTTLED || status >= 500;
      if (!passing || attempt === TRIES) return failed(log, connectionId, status);
      await sleep(RETRY_MILLISECONDS * 2 ** attempt * Math.random());
    }
  };
  return {
    post: (connectionId, frame) => call('POST', connectionId, frame),
    close: connectionId => call('DELETE', connectionId, ''),
  };
};

type Method = 'POST' | 'DELETE';

interface Endpoint {
  readonly url: URL;
  /** The segments of its path. */
  readonly stage: readonly string[];
}

const endpointOf = (address: string): Endpoint => {
  const url = new URL(address);
  return { url, stage: url.pathname.split('/').filter(segment => segment !== '') };
};

const failed = (log: Log, connectionId: string, status: number | undefined): PostResult => {
  log.warn('realtime.post_failed', { connectionId, status: status ?? 'no answer' });
  return 'failed';
};

const credentials = () => {
  const aws = config('aws');
  return {
    accessKeyId: aws.AWS_ACCESS_KEY_ID,
    secretAccessKey: aws.AWS_SECRET_ACCESS_KEY,
    sessionToken: aws.AWS_SESSION_TOKEN,
  };
};

/** @returns the status of the answer; rejects when there is none in time */
const send = (
  { protocol, hostname, port }: URL,
  method: Method,
  body: string,
  { path, headers }: { readonly path: string; readonly headers: Readonly<Record<string, string>> },
): Promise<number> =>
  new Promise((resolve, reject) => {
    const isHttps = protocol === 'https:';
    const call = (isHttps ? httpsRequest : httpRequest)(
      {
        hostname,
        port,
        path,
        method,
        headers,
        agent: isHttps ? agents.https : agents.http,
        timeout: POST_TIMEOUT_MILLISECONDS,
      },
      response => {
        response.resume();
        response.on('end', () => {
          resolve(response.statusCode ?? 0);
        });
        response.on('error', reject);
      },
    );
    call.on('timeout', () => {
      call.destroy(new Error('no answer in time'));
    });
    call.on('error', reject);
    call.end(body);
  });
