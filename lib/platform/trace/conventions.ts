import type { InvocationEnd, InvocationSurroundings, SpanDetails } from './span.ts';

/**
 * A statement by the comment that names it, and without one by its first word: `commit`. Its text is not exported, and its
 * parameters are not known here.
 */
export const statementName = (text: string): string =>
  /^\s*-- ([\w.]+)/.exec(text)?.[1] ?? /^\s*(\w+)/.exec(text)?.[1] ?? 'statement';

/** What log lines call a thing, and what OpenTelemetry does: https://opentelemetry.io/docs/specs/semconv/ */
const CONVENTIONS: Readonly<Record<string, string>> = {
  path: 'url.path',
  status: 'http.response.status_code',
  messages: 'messaging.batch.message_count',
  connectionId: 'strata.connection.id',
};

const SERVER_ERROR = 500;

/** The name and attributes of the span of an invocation, from what its log lines say. */
export const invocationDetails = (
  { route, ...fields }: InvocationEnd['fields'],
  { functionName, awsRequestId }: Pick<InvocationSurroundings, 'functionName' | 'awsRequestId'>,
): SpanDetails & { readonly name: string } => {
  const [, method, template] = /^([A-Z]+) (\/.*)$/.exec(String(route)) ?? [];
  const status = Number(fields['status']);
  return {
    name: typeof route === 'string' ? route : functionName,
    attributes: {
      'faas.name': functionName,
      'faas.invocation_id': awsRequestId,
      'http.request.method': method,
      'http.route': template,
      ...Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [CONVENTIONS[name] ?? `strata.${name}`, value]),
      ),
    },
    failure: status >= SERVER_ERROR ? `status ${status}` : undefined,
  };
};
