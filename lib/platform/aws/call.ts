import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Signed } from './signer.ts';

const options = { keepAlive: true, maxSockets: 100 };
const agents = { http: new HttpAgent(options), https: new HttpsAgent(options) };

/** One call that hangs holds up its caller no longer than this. */
const CALL_TIMEOUT_MILLISECONDS = 5_000;

export interface Answer {
  readonly status: number;
  readonly body: string;
  /** What some services call a refusal, such as `MessageRejected`; others write it into the body. */
  readonly errorType: string | undefined;
}

/**
 * Calls a service of AWS over a connection that is kept for the next call.
 *
 * @returns the answer, whatever its status; rejects when there is none in time
 */
export const callAws = (
  { protocol, hostname, port }: URL,
  method: 'POST' | 'DELETE',
  body: string,
  { path, headers }: Signed,
  signal?: AbortSignal,
): Promise<Answer> =>
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
        timeout: CALL_TIMEOUT_MILLISECONDS,
        ...(signal !== undefined && { signal }),
      },
      response => {
        let answer = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => (answer += part));
        response.on('error', reject);
        response.on('end', () => {
          const errorType = response.headers['x-amzn-errortype'];
          resolve({ status: response.statusCode ?? 0, body: answer, errorType: errorType?.toString() });
        });
      },
    );
    call.on('timeout', () => {
      call.destroy(new Error('no answer in time'));
    });
    call.on('error', reject);
    call.end(body);
  });

/** Whether the same call may succeed in a moment. @param status of the answer; undefined when there was none */
export const isPassing = (status: number | undefined): boolean =>
  status === undefined || status === THROTTLED || status >= 500;

const THROTTLED = 429;
