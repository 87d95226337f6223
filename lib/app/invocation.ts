import type { MiddlewareObj } from '@middy/core';
import type { Context } from 'aws-lambda';
import { systemClock } from '../platform/clock/clock.ts';
import { config } from '../platform/config/config.ts';
import * as sections from '../platform/config/sections.ts';
import { createLog, type LogFields } from '../platform/log/log.ts';
import type { SpanType, Trace } from '../platform/trace/span.ts';
import { inTrace } from '../platform/trace/trace.ts';
import { beginTrace } from '../platform/trace/tracing.ts';
import type { Invocation } from './container.ts';

/** Kept back from the function's time, so that an answer or a rollback still gets out. */
const RESERVE_MILLISECONDS = 500;

/**
 * For middy: a caller who waits is told that the time is over while there is some left, whatever the work hangs on. Later
 * than statements and their rollback, which end with the invocation's deadline.
 */
export const answerInTime = { timeoutEarlyInMillis: 200 } as const;

/** The context of a wrapped handler: Lambda's own, and what its scope is made of. */
export interface InvocationContext extends Context {
  invocation: Invocation;
  /** There before any handler runs; not yet when the configuration turns out to be wrong. */
  trace?: Trace;
}

/** Runs a handler in the trace of its invocation, to which the jobs, frames and spans that it causes then belong. */
export const traced =
  <Event, Response>(handler: (event: Event, context: InvocationContext) => Promise<Response>) =>
  (event: Event, context: InvocationContext): Promise<Response> =>
    context.trace === undefined
      ? handler(event, context)
      : inTrace(context.trace, () => handler(event, context));

/**
 * The outermost middleware of every wrapper: gives the invocation its clock, its deadline, its trace and a log that carries
 * its ids, and writes one line when it has ended.
 *
 * @param fieldsOf the ids an event brings
 * @param outcomeOf what the line says of a response
 * @param type of the span of the whole invocation
 */
export const observe = <Event, Response>(
  fieldsOf: (event: Event) => LogFields,
  outcomeOf: (response: Response | null | undefined) => LogFields = () => ({}),
  type: SpanType = 'server',
): MiddlewareObj<Event, Response, Error, InvocationContext> => {
  const startedAt = new WeakMap<InvocationContext, number>();
  const ended = async (
    event: Event,
    context: InvocationContext,
    response: Response | null | undefined,
    error?: Error,
  ): Promise<void> => {
    const milliseconds = Math.round(performance.now() - (startedAt.get(context) ?? 0));
    const outcome = outcomeOf(response);
    context.invocation.log.info('invocation.ended', { ...outcome, milliseconds });
    await context.trace?.recorder?.finish(
      { type, fields: { ...fieldsOf(event), ...outcome }, error },
      context,
    );
  };
  return {
    before: async ({ event, context }) => {
      startedAt.set(context, performance.now());
      const { functionName, awsRequestId: requestId } = context;
      const ids = { function: functionName, requestId, ...fieldsOf(event) };
      const deadline = Date.now() + context.getRemainingTimeInMillis() - RESERVE_MILLISECONDS;
      // First of all, so that what is wrong with the configuration below is told as any other error.
      context.invocation = { log: createLog('info', ids), clock: systemClock, deadline };
      context.trace = await beginTrace(event);
      const { traceId } = context.trace;
      const log = createLog(config(sections.runtime).LOG_LEVEL, { ...ids, traceId });
      context.invocation = { ...context.invocation, log };
    },
    after: ({ event, context, response }) => ended(event, context, response),
    onError: ({ event, context, response, error }) => {
      // An error that was answered is logged where it was; one that ends the invocation is logged here.
      if (response === undefined) context.invocation.log.error('invocation.failed', { error });
      return ended(event, context, response, response === undefined ? (error ?? undefined) : undefined);
    },
  };
};
