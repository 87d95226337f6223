import { setTimeout as sleep } from 'node:timers/promises';
import { callAws, isPassing } from '../aws/call.ts';
import { credentials } from '../aws/credentials.ts';
import { createSigner } from '../aws/signer.ts';
import { config } from '../config/config.ts';
import * as sections from '../config/sections.ts';
import type { Clock } from '../clock/clock.ts';
import { lazily } from '../lazily/lazily.ts';
import type { Log } from '../log/log.ts';
import type { PostResult, Transport } from './transport.ts';

const TRIES = 3;
const RETRY_MILLISECONDS = 100;
const GONE = 410;
/** A signature is good for five minutes; a signer is used for one. */
const SIGNER_MILLISECONDS = 60_000;

/**
 * Posts through API Gateway's @connections endpoint. The key and the body's hash are computed once a frame, so a post takes a
 * third of the processor time that a client of the SDK takes.
 */
export const createLeanTransport = ({
  log,
  clock,
}: {
  readonly log: Log;
  readonly clock: Clock;
}): Transport => {
  const endpoint = lazily(() => endpointOf(config(sections.realtime).REALTIME_ENDPOINT));
  let signer: ReturnType<typeof createSigner> | undefined;
  let signed = { call: '', until: 0 };

  const signerFor = (method: Method, body: string) => {
    const now = clock.now();
    const call = `${method} ${body}`;
    if (signer === undefined || signed.call !== call || now.getTime() > signed.until) {
      const { AWS_REGION: region } = config(sections.aws);
      signer = createSigner(credentials(), {
        service: 'execute-api',
        host: endpoint().url.host,
        region,
        method,
        body,
        now,
      });
      signed = { call, until: now.getTime() + SIGNER_MILLISECONDS };
    }
    return signer;
  };

  const call = async (method: Method, connectionId: string, body: string): Promise<PostResult> => {
    const { url, stage } = endpoint();
    for (let attempt = 1; ; attempt += 1) {
      const signature = signerFor(method, body).sign([...stage, '@connections', connectionId]);
      const answer = await callAws(url, method, body, signature).catch(() => undefined);
      const status = answer?.status;
      if (status === GONE) return 'gone';
      if (status !== undefined && status < 300) return 'sent';
      if (!isPassing(status) || attempt === TRIES) return failed(log, connectionId, status);
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
