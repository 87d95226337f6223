import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { config } from '../config/config.ts';
import type { Clock } from '../clock/clock.ts';
import type { Log } from '../log/log.ts';
import { createPostSigner } from './signer.ts';
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
 * Posts through API Gateway's @connections endpoint without the SDK client, for large audiences: with the key and the
 * body's hash computed once a frame a post takes a third of the processor time.
 */
export const createLeanTransport = ({
  log,
  clock,
}: {
  readonly log: Log;
  readonly clock: Clock;
}): Transport => {
  const endpoint = new URL(config('realtime').REALTIME_ENDPOINT);
  const stage = endpoint.pathname.split('/').filter(segment => segment !== '');
  let signer: ReturnType<typeof createPostSigner> | undefined;
  let signed = { frame: '', until: 0 };

  const signerFor = (frame: string) => {
    const now = clock.now();
    if (signer === undefined || signed.frame !== frame || now.getTime() > signed.until) {
      const { AWS_REGION: region } = config('aws');
      signer = createPostSigner(credentials(), { host: endpoint.host, region, body: frame, now });
      signed = { frame, until: now.getTime() + SIGNER_MILLISECONDS };
    }
    return signer;
  };

  return {
    async post(connectionId, frame) {
      for (let attempt = 1; ; attempt += 1) {
        const status = await send(
          endpoint,
          frame,
          signerFor(frame).sign([...stage, '@connections', connectionId]),
        ).catch(() => undefined);
        if (status === GONE) return 'gone';
        if (status !== undefined && status < 300) return 'sent';
        const passing = status === undefined || status === THROTTLED || status >= 500;
        if (!passing || attempt === TRIES) return failed(log, connectionId, status);
        await sleep(RETRY_MILLISECONDS * 2 ** attempt * Math.random());
      }
    },
  };
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
        method: 'POST',
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
