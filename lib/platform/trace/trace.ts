import { AsyncLocalStorage } from 'node:async_hooks';
import type { SpanDetails, SpanType, Trace } from './span.ts';
import { formatTraceparent } from './traceparent.ts';

const storage = new AsyncLocalStorage<Trace>();

/** Runs work within a trace: the jobs it enqueues, the frames it sends and its spans belong to it, however deep down. */
export const inTrace = <T>(trace: Trace, work: () => T): T => storage.run(trace, work);

/** The trace of what runs now; undefined outside of every invocation. */
export const currentTrace = (): Trace | undefined => storage.getStore();

/** What is handed on to whatever is caused from here, so that it belongs to the same trace. */
export const currentTraceparent = (): string | undefined => {
  const trace = storage.getStore();
  return trace && formatTraceparent(trace);
};

/**
 * Does work in a span of its own, a child of the one around it; plainly does it where spans are not exported or this trace is
 * not sampled.
 *
 * @param name low in variety, such as `send email`; of a statement, its text
 * @param details what the span says of the result; asked for only when it is recorded
 */
export const inSpan = <T>(
  type: SpanType,
  name: string,
  work: () => Promise<T>,
  details?: (result: T) => SpanDetails,
): Promise<T> => {
  const trace = storage.getStore();
  if (trace?.recorder === undefined || !trace.sampled) return work();
  return trace.recorder.record({ type, name, trace, work, details });
};
