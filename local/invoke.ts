import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { IncomingMessage } from 'node:http';
import { messageOf } from './start-error.ts';

/** The function's own time-out comes first; this is for a Lambda port that never answers. */
const GRACE_SECONDS = 10;

export interface Invocation {
  /** The Lambda port of serverless-offline. */
  readonly lambdaUrl: string;
  /** The full name, with service and stage. */
  readonly functionName: string;
  readonly payload: unknown;
  /** The function's time-out. */
  readonly timeoutSeconds: number;
}

/** What Lambda answers to a synchronous invocation: what the function returned, or why it did not. */
export type InvocationOutcome =
  { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly reason: string };

/**
 * Invokes a function as Lambda's own Invoke does, and waits for its result. It never throws: a function that threw, ran
 * out of time or could not be reached is an outcome. A result that is not JSON is its text.
 */
export const invokeFunction = async ({
  lambdaUrl,
  functionName,
  payload,
  timeoutSeconds,
}: Invocation): Promise<InvocationOutcome> => {
  const url = new URL(`/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations`, lambdaUrl);
  const signal = AbortSignal.timeout((timeoutSeconds + GRACE_SECONDS) * 1000);
  try {
    // A connection of its own: one kept alive may be closed by the server in the moment it is used again.
    const call = request(url, { method: 'POST', agent: false, signal });
    call.end(JSON.stringify(payload));
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    return outcomeOf(response, await text(response));
  } catch (error) {
    return {
      ok: false,
      reason: signal.aborted ? 'the Lambda port did not answer in time' : messageOf(error),
    };
  }
};

const outcomeOf = ({ statusCode = 0, headers }: IncomingMessage, body: string): InvocationOutcome => {
  const result = parsed(body);
  if (statusCode >= 200 && statusCode < 300 && headers['x-amz-function-error'] === undefined) {
    return { ok: true, result };
  }
  return { ok: false, reason: errorMessageIn(result) ?? `the Lambda port answered ${statusCode}` };
};

const parsed = (body: string): unknown => {
  if (body === '') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
};

/** A function's error has an errorMessage, Lambda's own a Message, the port's own a message. */
const errorMessageIn = (result: unknown): string | undefined => {
  if (typeof result !== 'object' || result === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(result));
  const found = ['errorMessage', 'Message', 'message'].map(name => fields.get(name));
  return found.find((value: unknown) => typeof value === 'string');
};
