import * as z from 'zod';
import type { ErrorCode } from '../../lib/app/errors.ts';
import { problem } from '../../lib/platform/http/problem.ts';
import type { ClientEvent } from '../../lib/platform/realtime/client-event.ts';

/** What `defineServerEvent` makes, without the call. */
export interface ServerEventContract {
  readonly event: string;
  readonly summary: string;
  readonly data: z.ZodType;
}

const ID = {
  type: ['string', 'integer'],
  maxLength: 100,
  description: 'Of your choice: the reply carries the same',
};
const EVENT_ID = {
  type: 'string',
  description: 'The same on each copy of an event: drop what you have seen',
};

const TRACEPARENT = {
  type: 'string',
  description: 'The trace of what caused the event (W3C Trace Context): log lines of the server carry its id',
};

/** AsyncAPI's own schemas are those of JSON Schema draft 7. */
const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-7', unrepresentable: 'any' });
  return rest;
};

const frame = (event: string, properties: object, required: readonly string[]) => ({
  type: 'object',
  properties: { event: { type: 'string', const: event }, ...properties },
  required: ['event', ...required],
});

export const clientMessage = ({ event, summary, data }: ClientEvent) => ({
  name: event,
  summary,
  payload: {
    ...frame(
      event,
      { id: ID, data: schemaOf(data, 'input') },
      data.safeParse(undefined).success ? [] : ['data'],
    ),
    additionalProperties: false,
  },
});

export const ackMessage = ({ event, ack, errors }: ClientEvent) => ({
  name: 'ack',
  summary: `Answers ${event}`,
  ...(errors.length > 0 && {
    description: `An \`error\` comes instead, with ${errors.join(' or ')}, or with what any event may be refused with.`,
  }),
  payload: frame('ack', { id: ID, data: schemaOf(ack, 'output') }, ['id', 'data']),
});

export const serverMessage = ({ event, summary, data }: ServerEventContract) => ({
  name: event,
  summary,
  payload: frame(event, { eventId: EVENT_ID, traceparent: TRACEPARENT, data: schemaOf(data, 'output') }, [
    'eventId',
    'data',
  ]),
});

/** What the wrapper of all events may refuse them with. */
const REFUSALS = {
  'request.malformed_json': 'the frame is no JSON text',
  'request.too_large': 'it has more than 32 KB',
  'request.invalid': '`errors` says what is wrong with it',
  'request.unknown_event': 'there is no such event',
  'request.rate_limited': 'send it again after `retryAfterSeconds`; who goes on regardless is closed',
  'auth.required': 'the connection or its session has ended; this one is closed, so connect again',
  'server.busy': 'it may have been done or not; send it again after `retryAfterSeconds`',
  'server.error': 'it has been logged under `requestId`',
} satisfies Partial<Record<ErrorCode, string>>;

const refusal = problem.extend({
  retryAfterSeconds: z.number().int().optional().describe('After which it may be sent again'),
});

export const ERROR_MESSAGE = {
  name: 'error',
  summary: 'Refuses a frame. Its data is a problem document (RFC 9457)',
  description: [
    'It has the `id` of the frame, where that could be read. Any event may be refused with:',
    '',
    ...Object.entries(REFUSALS).map(([code, meaning]) => `- \`${code}\`: ${meaning}`),
  ].join('\n'),
  payload: frame('error', { id: ID, data: schemaOf(refusal, 'output') }, ['data']),
};
