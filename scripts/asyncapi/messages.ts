import * as z from 'zod';
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
  ...(errors.length > 0 && { description: `Refused with ${errors.join(', ')}, an \`error\` comes instead.` }),
  payload: frame('ack', { id: ID, data: schemaOf(ack, 'output') }, ['id', 'data']),
});

export const serverMessage = ({ event, summary, data }: ServerEventContract) => ({
  name: event,
  summary,
  payload: frame(event, { eventId: EVENT_ID, data: schemaOf(data, 'output') }, ['eventId', 'data']),
});

export const ERROR_MESSAGE = {
  name: 'error',
  summary: 'Refuses a frame; the connection lives on. Its data is a problem document (RFC 9457)',
  payload: frame('error', { id: ID, data: schemaOf(problem, 'output') }, ['data']),
};
