import { randomUUID } from 'node:crypto';

/** Where something happens within a trace. Ids are lower-case hexadecimal. */
export interface TraceContext {
  /** 32 digits, the same from the request to the last job and frame that it causes. */
  readonly traceId: string;
  /** 16 digits: the operation that caused this one. */
  readonly spanId: string;
  /** Whether spans are recorded, as whoever began the trace has decided. */
  readonly sampled: boolean;
}

/**
 * The `traceparent` of W3C Trace Context, https://www.w3.org/TR/trace-context/#traceparent-header. No id is all zeros, there is
 * no version ff, version 00 has nothing behind its flags, and a later one may.
 */
const FORM = /^(?!ff|00.{54})[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(?:-.*)?$/;

/** @returns undefined for what is absent or malformed: then a trace of one's own begins */
export const parseTraceparent = (text: unknown): TraceContext | undefined => {
  const found = typeof text === 'string' ? FORM.exec(text) : null;
  const [, traceId, spanId, flags = ''] = found ?? [];
  if (traceId === undefined || spanId === undefined) return undefined;
  // The lowest bit of the flags; the others are reserved, and not handed on.
  return { traceId, spanId, sampled: (parseInt(flags, 16) & 1) === 1 };
};

export const formatTraceparent = ({ traceId, spanId, sampled }: TraceContext): string =>
  `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;

/** From the second half of a random UUID: Node keeps entropy ready for these. Its fixed digit keeps it from being zero. */
export const newSpanId = (): string => randomUUID().slice(19).replace('-', '');

/** A trace that begins here. Nobody records it until somebody decides to. */
export const newTrace = (): TraceContext => ({
  traceId: randomUUID().replaceAll('-', ''),
  spanId: newSpanId(),
  sampled: false,
});
