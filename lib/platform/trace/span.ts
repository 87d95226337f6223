import type { TraceContext } from './traceparent.ts';

/** The trace that work belongs to. */
export interface Trace extends TraceContext {
  /** Keeps the spans of the invocation; undefined where they are exported nowhere. */
  readonly recorder?: SpanRecorder | undefined;
}

/** What a span is of: OpenTelemetry's kinds, and statements of the database. */
export type SpanType = 'server' | 'consumer' | 'producer' | 'client' | 'statement';

export interface SpanDetails {
  /** By their names in OpenTelemetry's semantic conventions, where they have one. Never a parameter, body or secret. */
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** In what way it failed, such as `retry`. */
  readonly failure?: string | undefined;
  /** Another span that has to do with this one, such as that of the batch in which a job was attempted. */
  readonly link?: TraceContext | undefined;
}

export interface SpanOrder<T> {
  readonly type: SpanType;
  readonly name: string;
  /** The trace around it; the span named there becomes its parent. */
  readonly trace: Trace;
  readonly work: () => Promise<T>;
  readonly details: ((result: T) => SpanDetails) | undefined;
}

/** What the span of a whole invocation is made of. */
export interface InvocationEnd {
  readonly type: SpanType;
  /** What its log lines say. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** What ended it, when it had no answer. */
  readonly error: Error | undefined;
}

/** The parts of Lambda's context that are used here, and of the log of the invocation. */
export interface InvocationSurroundings {
  readonly functionName: string;
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
  readonly invocation: {
    readonly log: { warn(event: string, fields: Readonly<Record<string, unknown>>): void };
  };
}

/** Keeps the spans of one invocation until that ends. */
export interface SpanRecorder {
  /** Does the work in a span. Throws what the work throws, and nothing of its own. */
  record<T>(order: SpanOrder<T>): Promise<T>;
  /** Adds the invocation's own span and exports all of them. Never throws: what went wrong is logged. */
  finish(end: InvocationEnd, surroundings: InvocationSurroundings): Promise<void>;
}
