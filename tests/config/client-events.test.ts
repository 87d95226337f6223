import { beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import type { socketHandler, SocketDeps } from '../../lib/app/socket-handler.ts';
import * as socketRoutes from '../../lib/app/socket-routes.ts';
import { deployedFunctions } from '../support/deployment.ts';
import { setEnvironment } from '../support/environment.ts';
import { callSocket } from '../support/socket.ts';

const websocket = z.union([z.string(), z.object({ route: z.string() }).transform(({ route }) => route)]);
const deployed = deployedFunctions().flatMap(({ source, events }) =>
  events.flatMap(event =>
    'websocket' in event ? [{ source, route: websocket.parse(event['websocket']) }] : [],
  ),
);
const own = deployed.filter(({ route }) => !route.startsWith('$'));
const events = Object.values(socketRoutes).map(({ definition }) => definition.event);

const moduleOf = z.object({ handler: z.custom<ReturnType<typeof socketHandler<SocketDeps>>>() });
const handlerOf = async (source: string) => moduleOf.parse(await import(`../../${source}`)).handler;

/** No event takes null: the answer is `request.invalid` from a function that knows the event, before anything is asked. */
const probe = async (source: string, event: string) => {
  const reply = await callSocket(await handlerOf(source), { frame: { event, id: 1, data: null } });
  return reply?.data.code;
};

beforeAll(() => {
  setEnvironment({ STAGE: 'local', LOG_LEVEL: 'silent' });
});

describe('client events', () => {
  it('are routes of API Gateway, every one, and every route is one of them', () => {
    expect(own.map(({ route }) => route).sort()).toEqual([...events].sort());
  });

  it.each(own)('$route is answered by the function deployed for it', async ({ source, route }) => {
    expect(await probe(source, route)).toBe('request.invalid');
  });

  it.each(events)('%s is answered by $default too when it is spelled with a colon', async event => {
    const source = deployed.find(({ route }) => route === '$default')?.source ?? '';
    expect(await probe(source, event.replaceAll('.', ':'))).toBe('request.invalid');
    expect(await probe(source, event)).toBe('request.invalid');
    expect(await probe(source, `${event}.not`)).toBe('request.unknown_event');
  });
});
