import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import * as socketRoutes from '../../lib/app/socket-routes.ts';
import type { ClientEvent } from '../../lib/platform/realtime/client-event.ts';
import { namedExports } from '../openapi/named-exports.ts';
import {
  ackMessage,
  clientMessage,
  ERROR_MESSAGE,
  serverMessage,
  type ServerEventContract,
} from './messages.ts';

const CHANNEL = { $ref: '#/channels/connection' };
const manifest = z.object({ version: z.string(), license: z.string() });

const DESCRIPTION = [
  'Frames are JSON objects over one WebSocket. A frame with an `id` is answered by exactly one `ack` or `error` with the same',
  '`id`; one without is answered only when it fails. Event names may be spelled with `:` for `.`.',
  '',
  'To connect, get a ticket from `POST /realtime/tickets` and offer the subprotocols `strata.v1` and `ticket.` followed by it;',
  'or send an access token as a Bearer token, where headers can be set. A connection that is refused is answered 403, and no',
  'browser tells a page why: when there is no ticket to be had either (401), nobody is signed in any more. A close code says',
  'nothing to go by: connect again, ever later.',
].join('\n');

/** The real-time API as an AsyncAPI 3 document, as the server sees it: it receives client events and sends server events. */
export const createAsyncDocument = async () => {
  const { version, license } = manifest.parse(JSON.parse(read('package.json')));
  const received = Object.values(socketRoutes)
    .map(({ definition }): ClientEvent => definition)
    .sort(byEvent);
  const sent = (await serverEvents()).toSorted(byEvent);
  const messages = Object.fromEntries([
    ...received.flatMap(event => [
      [keyOf(event.event), clientMessage(event)],
      [`${keyOf(event.event)}-ack`, ackMessage(event)],
    ]),
    // Some names are said by both sides, with other data.
    ...sent.map(event => [`${keyOf(event.event)}-told`, serverMessage(event)]),
    ['error', ERROR_MESSAGE],
  ]) as Readonly<Record<string, object>>;
  return {
    asyncapi: '3.0.0',
    info: { title: 'Strata: real-time API', version, license: { name: license }, description: DESCRIPTION },
    defaultContentType: 'application/json',
    servers: {
      local: {
        host: 'localhost:3001',
        protocol: 'ws',
        description: 'The local stack of `npm start`, which prints another port when this one is taken',
      },
      deployed: {
        host: '{api}.execute-api.{region}.amazonaws.com',
        pathname: '/{stage}',
        protocol: 'wss',
        description:
          'A stage on AWS: the output RealtimeEndpoint of its stack, with wss for https; or its own domain',
        variables: { api: {}, region: {}, stage: { default: 'dev' } },
      },
    },
    channels: {
      connection: {
        address: '/',
        description: 'One connection of one user',
        messages: Object.fromEntries(
          Object.keys(messages).map(key => [key, { $ref: `#/components/messages/${key}` }]),
        ),
      },
    },
    operations: Object.fromEntries([
      ...received.map(event => [`receive-${keyOf(event.event)}`, receiveOperation(event)]),
      ...sent.map(event => [`send-${keyOf(event.event)}`, sendOperation(event)]),
    ]) as Readonly<Record<string, object>>,
    components: { messages },
  };
};

const receiveOperation = ({ event, summary }: ClientEvent) => ({
  action: 'receive',
  channel: CHANNEL,
  summary,
  messages: [inChannel(keyOf(event))],
  reply: { channel: CHANNEL, messages: [inChannel(`${keyOf(event)}-ack`), inChannel('error')] },
});

const sendOperation = ({ event, summary }: ServerEventContract) => ({
  action: 'send',
  channel: CHANNEL,
  summary,
  messages: [inChannel(`${keyOf(event)}-told`)],
});

const inChannel = (key: string) => ({ $ref: `#/channels/connection/messages/${key}` });
/** Keys of components may hold dots, but tools make file and class names of them. */
const keyOf = (event: string): string => event.replaceAll('.', '-');
const byEvent = (one: { event: string }, other: { event: string }) => (one.event < other.event ? -1 : 1);

/** Whatever a contract declares by `defineServerEvent`. */
const serverEvents = async (): Promise<readonly ServerEventContract[]> =>
  (await namedExports('lib/**/*.contracts.ts'))
    .map(({ value }) => value)
    .filter((value): value is ServerEventContract => typeof value === 'function' && 'event' in value);

const read = (path: string): string => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
