import type { SpanDetails, SpanType } from './span.ts';
import type { TraceContext } from './traceparent.ts';

/** By their names in https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
export interface TraceSettings {
  /** Of an OTLP/HTTP receiver, without `/v1/traces`. */
  readonly endpoint: string;
  /** `name=value,name=value`, values percent-encoded. */
  readonly OTEL_EXPORTER_OTLP_HEADERS?: string | undefined;
  /** In milliseconds. */
  readonly OTEL_EXPORTER_OTLP_TIMEOUT: number;
  readonly OTEL_SERVICE_NAME: string;
  /** The share of traces sampled among those that begin here. */
  readonly OTEL_TRACES_SAMPLER_ARG: number;
}

/** Span.SpanKind. */
const KINDS: Record<SpanType, number> = { server: 2, client: 3, statement: 3, producer: 4, consumer: 5 };
const STATUS_ERROR = 2;
/** Kept back from the invocation's time for its answer. */
const RESERVE_MILLISECONDS = 50;

type Attributes = readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];

/**
 * A span in the JSON of OTLP: ids in hexadecimal, times in nanoseconds as text.
 * https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
 */
export type OtlpSpan = Readonly<Record<string, unknown>>;

export const spanOf = ({
  traceId,
  spanId,
  parentSpanId,
  type,
  name,
  startedAt,
  endedAt,
  attributes = {},
  failure,
  link,
}: TraceContext &
  SpanDetails & {
    readonly parentSpanId: string | undefined;
    readonly type: SpanType;
    readonly name: string;
    readonly startedAt: number;
    readonly endedAt: number;
  }): OtlpSpan => ({
  traceId,
  spanId,
  parentSpanId,
  name,
  kind: KINDS[type],
  startTimeUnixNano: nanoseconds(startedAt),
  endTimeUnixNano: nanoseconds(endedAt),
  attributes: attributesOf({
    'db.system.name': type === 'statement' ? 'postgresql' : undefined,
    ...attributes,
    'error.type': failure,
  }),
  ...(failure !== undefined && { status: { code: STATUS_ERROR } }),
  ...(link !== undefined && { links: [{ traceId: link.traceId, spanId: link.spanId }] }),
});

const nanoseconds = (milliseconds: number): string => `${Math.round(milliseconds * 1_000)}000`;

const attributesOf = (values: Readonly<Record<string, unknown>>): Attributes =>
  Object.entries(values).flatMap(([key, value]): Attributes => {
    if (typeof value === 'string') return [{ key, value: { stringValue: value } }];
    if (typeof value === 'boolean') return [{ key, value: { boolValue: value } }];
    if (typeof value !== 'number') return [];
    return [{ key, value: Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value } }];
  });

/**
 * Sends spans to an OTLP/HTTP receiver, within the time that is configured and that the invocation has left.
 *
 * @returns what went wrong; the spans are then lost
 */
export const exportSpans = async (
  spans: readonly OtlpSpan[],
  { endpoint, OTEL_EXPORTER_OTLP_HEADERS: headers, OTEL_SERVICE_NAME: service, ...settings }: TraceSettings,
  remainingMilliseconds: number,
): Promise<string | undefined> => {
  const timeout = Math.min(settings.OTEL_EXPORTER_OTLP_TIMEOUT, remainingMilliseconds - RESERVE_MILLISECONDS);
  const resource = { attributes: attributesOf({ 'service.name': service }) };
  const signal = AbortSignal.timeout(Math.max(0, timeout));
  const send = () =>
    fetch(`${endpoint.replace(/\/$/, '')}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headersOf(headers) },
      body: JSON.stringify({
        resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'strata' }, spans }] }],
      }),
      signal,
    });
  try {
    // Once more: a connection that was kept may have broken while the sandbox was frozen.
    const response = await send().catch((error: unknown) => {
      if (signal.aborted) throw error;
      return send();
    });
    await response.arrayBuffer();
    return response.ok ? undefined : `status ${response.status}`;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
};

const headersOf = (text = ''): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text.split(',').flatMap(pair => {
      const [name = '', ...value] = pair.split('=');
      return name.trim() === '' ? [] : [[name.trim(), decodeURIComponent(value.join('=').trim())]];
    }),
  );
