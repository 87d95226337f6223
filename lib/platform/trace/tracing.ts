import { config } from '../config/config.ts';
import * as sections from '../config/sections.ts';
import type { Trace } from './span.ts';
import { inTrace } from './trace.ts';
import { newSpanId, newTrace, parseTraceparent, type TraceContext } from './traceparent.ts';

/** Put there by the bundler: config/esbuild.cjs. A bundle that exports no spans holds nothing of what would. */
declare const EXPORTS_SPANS: boolean | undefined;

/**
 * The trace of an invocation: that of its caller, or a new one.
 *
 * @param event its header `traceparent` names the caller's; what is malformed counts for nothing
 */
export const beginTrace = async (event: unknown): Promise<Trace> => {
  const caller = parseTraceparent(headerIn(event));
  if (typeof EXPORTS_SPANS === 'undefined' || EXPORTS_SPANS) {
    const recorded = await beginRecording(caller);
    if (recorded !== undefined) return recorded;
  }
  return caller ?? newTrace();
};

/** Frames and messages have no headers, and lists of jobs no one cause. */
const headerIn = (event: unknown): unknown =>
  (event as { headers?: Readonly<Record<string, unknown>> } | null | undefined)?.headers?.['traceparent'];

/** @returns undefined where OTEL_EXPORTER_OTLP_ENDPOINT is not set; then nothing of it is loaded either */
const beginRecording = async (caller: TraceContext | undefined): Promise<Trace | undefined> => {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ...settings } = config(sections.tracing);
  if (endpoint === undefined) return undefined;
  // What it needs is handed to it: a module that is loaded on demand keeps what it imports from being bundled tightly.
  const { traceWithRecorder } = await import('./recorder.ts');
  return traceWithRecorder({ endpoint, ...settings }, caller ?? newTrace(), caller, { inTrace, newSpanId });
};
