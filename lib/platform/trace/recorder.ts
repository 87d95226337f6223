import type { TraceSettings } from './otlp.ts';
import { exportSpans, spanOf, type OtlpSpan } from './otlp.ts';
import { invocationDetails, statementName } from './conventions.ts';
import type { SpanDetails, SpanOrder, SpanRecorder, SpanType, Trace } from './span.ts';
import type { TraceContext } from './traceparent.ts';

/** Beyond these an invocation keeps no more: a broadcast of hours must not fill the memory. */
const MOST_SPANS = 1_000;

/** What the rest of tracing lends: see tracing.ts for why it is not imported. */
interface Lent {
  readonly inTrace: <T>(trace: Trace, work: () => T) => T;
  readonly newSpanId: () => string;
}

/**
 * Keeps the spans of one invocation.
 *
 * @param begun the trace; it is sampled as its caller says, and by OTEL_TRACES_SAMPLER_ARG where nobody called
 * @returns the trace of the invocation, in its own span
 */
export const traceWithRecorder = (
  settings: TraceSettings,
  begun: TraceContext,
  caller: TraceContext | undefined,
  { inTrace, newSpanId }: Lent,
): Trace => {
  // The clock on the wall may be set meanwhile; the other one counts from nowhere in particular.
  const offset = Date.now() - performance.now();
  const now = () => offset + performance.now();
  const startedAt = now();
  const spans: OtlpSpan[] = [];
  let dropped = 0;

  const end = (
    span: TraceContext & { readonly type: SpanType; readonly name: string; readonly startedAt: number },
    parentSpanId: string | undefined,
    details: SpanDetails,
  ): void => {
    if (spans.length < MOST_SPANS) spans.push(spanOf({ ...span, parentSpanId, endedAt: now(), ...details }));
    else dropped += 1;
  };

  const recorder: SpanRecorder = {
    async record<T>({ type, name: text, trace: around, work, details }: SpanOrder<T>): Promise<T> {
      const name = type === 'statement' ? statementName(text) : text;
      const span = { ...around, spanId: newSpanId(), type, name, startedAt: now() };
      try {
        const result = await inTrace({ ...around, spanId: span.spanId }, work);
        end(span, around.spanId, details?.(result) ?? {});
        return result;
      } catch (error) {
        end(span, around.spanId, { failure: failureOf(error) });
        throw error;
      }
    },
    async finish({ type, fields, error }, surroundings) {
      if (trace.sampled) {
        const { name, ...details } = invocationDetails(fields, surroundings);
        const failure = error === undefined ? details.failure : failureOf(error);
        // It comes when all others have ended, and is never the one too many.
        dropped += spans.splice(MOST_SPANS - 1).length;
        end({ ...trace, type, name, startedAt }, caller?.spanId, { ...details, failure });
      }
      const { log } = surroundings.invocation;
      if (dropped > 0) log.warn('tracing.spans_dropped', { dropped });
      if (spans.length === 0) return;
      const problem = await exportSpans(spans, settings, surroundings.getRemainingTimeInMillis());
      if (problem !== undefined) log.warn('tracing.export_failed', { spans: spans.length, reason: problem });
    },
  };
  const sampled =
    caller === undefined ? isSampled(begun.traceId, settings.OTEL_TRACES_SAMPLER_ARG) : caller.sampled;
  const trace: Trace = { traceId: begun.traceId, spanId: newSpanId(), sampled, recorder };
  return trace;
};

/** Its name and code: messages of errors may quote what somebody sent. */
const failureOf = (error: unknown): string => {
  const { name = 'Error', code } = (error ?? {}) as { readonly name?: string; readonly code?: unknown };
  return typeof code === 'string' ? `${name} ${code}` : name;
};

/** By the last 52 bits of the trace's id, which are random: whoever else asks for this share comes to the same traces. */
const isSampled = (traceId: string, ratio: number): boolean =>
  parseInt(traceId.slice(-13), 16) / 2 ** 52 < ratio;
