import { lazily } from '../lazily/lazily.ts';
import type { Signed } from './signer.ts';

const options = { keepAlive: true, maxSockets: 100 };

/** How to call by each protocol. Node's module for it is loaded with the first call: most that may call seldom do. */
const callers = {
  'http:': lazily(() => {
    const { Agent, request } = process.getBuiltinModule('node:http');
    return { request, agent: new Agent(options) };
  }),
  'https:': lazily(() => {
    const { Agent, request } = process.getBuiltinModule('node:https');
    return { request, agent: new Agent(options) };
  }),
};

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
    const { request, agent } = callers[protocol === 'https:' ? 'https:' : 'http:']();
    const call = request(
      {
        hostname,
        port,
        path,
        method,
        headers,
        agent,
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
