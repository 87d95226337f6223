import { answerMessages } from '../frame/answer.ts';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createContext, createEvent } from './events.ts';
import type { ContenderModule } from './handler.ts';

/** A contender in a process of its own, as a function has one: `handler-process.ts <module> <verifies>`. It answers messages. */

/** Calls it so often and measures, or once with this body. */
export interface Call {
  readonly authorization: string | undefined;
  readonly calls?: number;
  readonly body?: unknown;
}

/** Seconds of all calls on the clock and of the processor. */
export interface Times {
  readonly clock: number;
  readonly processor: number;
}

const [module = '', verifies] = process.argv.slice(2);
const { createHandler } = (await import(module)) as ContenderModule;
const handler = createHandler(verifies === 'true');

const measure = async (authorization: string | undefined, calls: number): Promise<Times> => {
  const [startedAt, usedBefore] = [performance.now(), process.cpuUsage()];
  for (let call = 0; call < calls; call += 1) {
    const { statusCode } = await handler(createEvent(authorization), createContext());
    if (statusCode !== 201) throw new Error(`answered ${statusCode}`);
  }
  const { user, system } = process.cpuUsage(usedBefore);
  return { clock: (performance.now() - startedAt) / 1000, processor: (user + system) / 1_000_000 };
};

const answer = async (call: Call): Promise<Times | APIGatewayProxyStructuredResultV2> =>
  call.calls === undefined
    ? handler(createEvent(call.authorization, call.body), createContext())
    : measure(call.authorization, call.calls);

answerMessages('ready', message => answer(message as Call));
