import { beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { err, ok, type Result } from 'neverthrow';
import * as z from 'zod';
import { createContainer } from '../../../../lib/app/container.ts';
import type { AppError } from '../../../../lib/app/errors.ts';
import { on, socketHandler } from '../../../../lib/app/socket-handler.ts';
import type { Principal } from '../../../../lib/platform/auth/principal.ts';
import { uuidv7 } from '../../../../lib/platform/ids/uuid.ts';
import { defineClientEvent } from '../../../../lib/platform/realtime/client-event.ts';
import { connectionRegistry } from '../../../../lib/platform/realtime/registry.ts';
import { setEnvironment } from '../../../support/environment.ts';
import { capturePrinted } from '../../../support/printed.ts';
import { callSocket } from '../../../support/socket.ts';

const ada: Principal = { userId: uuidv7(), sessionId: uuidv7(), role: 'user' };
const speak = defineClientEvent({
  event: 'test.speak',
  summary: 'Test',
  data: z.strictObject({ words: z.string().max(50), times: z.number().int().optional() }),
  ack: z.object({ heard: z.string() }),
  errors: ['room.not_found'],
});
const run = jest.fn<(data: unknown, caller: Principal) => Promise<Result<{ heard: string }, AppError>>>();
const container = createContainer({
  // What is not refused by a service costs no statement of the wrapper's own.
  db: () => ({
    query: () => Promise.reject(new Error('asked')),
    connect: () => Promise.reject(new Error('asked')),
  }),
  connections: () => ({ ...connectionRegistry, knows: () => Promise.resolve(true) }),
});
const handler = socketHandler(container, [
  on(speak, (_dependencies: unknown, { data, caller }) => run(data, caller)),
]);

const printed = capturePrinted();
beforeAll(() => {
  setEnvironment({ STAGE: 'local', LOG_LEVEL: 'info' });
});
beforeEach(() => {
  run.mockReset().mockResolvedValue(ok({ heard: 'hello' }));
});

const send = (frame: unknown) => callSocket(handler, { as: ada, frame });
const sendText = (text: string) => callSocket(handler, { as: ada, text });
const good = { event: 'test.speak', id: 'f1', data: { words: 'hello' } };
const invalid = { event: 'error', data: { code: 'request.invalid', status: 400 } };

describe('a frame with an id', () => {
  it('gets one acknowledgement, with what its contract names and no more', async () => {
    run.mockResolvedValue(ok({ heard: 'hello', secret: 'x' }));
    expect(await send(good)).toEqual({ event: 'ack', id: 'f1', data: { heard: 'hello' } });
    expect(run).toHaveBeenCalledTimes(1);
    expect(run).toHaveBeenCalledWith({ words: 'hello' }, ada);
  });

  it('may be numbered instead, and its number comes back as a number', async () => {
    expect(await send({ ...good, id: 0 })).toMatchObject({ event: 'ack', id: 0 });
  });

  it('gets one error when the service refuses', async () => {
    run.mockResolvedValue(err({ code: 'room.not_found', detail: 'There is no such room.' }));
    expect(await send(good)).toEqual({
      event: 'error',
      id: 'f1',
      data: {
        type: 'urn:strata:problem:room.not_found',
        title: expect.any(String),
        status: 404,
        code: 'room.not_found',
        detail: 'There is no such room.',
        requestId: expect.any(String),
      },
    });
  });

  it.each([
    ['of an unknown event', { event: 'test.shout', id: 'f1', data: {} }, 'request.unknown_event'],
    ['with wrong types', { event: 'test.speak', id: 'f1', data: { words: 7 } }, 'request.invalid'],
    ['with unknown fields', { ...good, data: { words: 'hello', admin: true } }, 'request.invalid'],
    ['without data', { event: 'test.speak', id: 'f1' }, 'request.invalid'],
    ['with a field beside the three', { ...good, ID: 'f2' }, 'request.invalid'],
    ['without an event', { id: 'f1', data: {} }, 'request.invalid'],
    ['with an event that is no text', { event: 7, id: 'f1' }, 'request.invalid'],
    ['that is too large', { ...good, data: { words: 'x'.repeat(33 * 1024) } }, 'request.too_large'],
  ])('%s gets one error, by its id', async (_what, frame, code) => {
    expect(await send(frame)).toMatchObject({ event: 'error', id: 'f1', data: { code } });
    expect(run).not.toHaveBeenCalled();
  });

  it('gets one error when something breaks, which tells nothing of it', async () => {
    run.mockRejectedValue(new Error('connect ECONNREFUSED postgres://strata:hunter2@db'));
    const reply = await send(good);
    expect(reply).toMatchObject({ event: 'error', id: 'f1', data: { code: 'server.error', status: 500 } });
    expect(JSON.stringify(reply)).not.toContain('hunter2');
    expect(printed.lines()).toContainEqual(
      expect.objectContaining({ event: 'request.failed', connectionId: 'connection' }),
    );
  });

  it('is told every part that is wrong, by its pointer', async () => {
    const reply = await send({ ...good, data: { times: 'many', loud: true } });
    expect(reply?.data['errors']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ pointer: '/data/words' }),
        expect.objectContaining({ pointer: '/data/times' }),
        { pointer: '/data/loud', message: 'unknown field' },
      ]),
    );
  });
});

describe('a frame without an id', () => {
  it('gets no acknowledgement', async () => {
    expect(await send({ event: 'test.speak', data: { words: 'hello' } })).toBeUndefined();
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('gets an error when it fails', async () => {
    run.mockResolvedValue(err({ code: 'room.not_found', detail: 'There is no such room.' }));
    const reply = await send({ event: 'test.speak', data: { words: 'hello' } });
    expect(reply).toMatchObject({ event: 'error', data: { code: 'room.not_found' } });
    expect(reply).not.toHaveProperty('id');
  });
});

describe('what is no frame', () => {
  it.each([
    ['nothing', '', 'request.malformed_json'],
    ['half of one', '{"event":"test.speak"', 'request.malformed_json'],
    ['words', 'hello', 'request.malformed_json'],
    [
      'bytes that are no text',
      Buffer.from([0, 255, 254, 128, 1]).toString('latin1'),
      'request.malformed_json',
    ],
    ['JSON behind a byte order mark', `\ufeff${JSON.stringify(good)}`, 'request.malformed_json'],
    ['brackets without end', '['.repeat(32_000), 'request.malformed_json'],
    ['an array', JSON.stringify([good]), 'request.invalid'],
    ['null', 'null', 'request.invalid'],
    ['a number', '7', 'request.invalid'],
    ['a string', JSON.stringify(JSON.stringify(good)), 'request.invalid'],
    ['more than 32 KB', 'x'.repeat(32 * 1024 + 1), 'request.too_large'],
  ])('(%s) gets an error, and the connection lives', async (_what, text, code) => {
    expect(await sendText(text)).toMatchObject({ event: 'error', data: { code } });
    expect(run).not.toHaveBeenCalled();
  });

  it.each([{}, { nested: true }, [], true, null, 'x'.repeat(101)])(
    'of one whose id is %j gets an error without it',
    async id => {
      const reply = await send({ ...good, id });
      expect(reply).toMatchObject(invalid);
      expect(reply).not.toHaveProperty('id');
    },
  );

  it('may be as large as 32 KB, counted in bytes', async () => {
    const fill = (text: string, bytes: number) => `${text}${' '.repeat(bytes - Buffer.byteLength(text))}`;
    expect(await sendText(fill(JSON.stringify(good), 32 * 1024))).toMatchObject({ event: 'ack' });
    const wide = JSON.stringify({ ...good, data: { words: 'é' } });
    expect(await sendText(fill(wide, 32 * 1024 + 1))).toMatchObject({ data: { code: 'request.too_large' } });
  });

  it.each([
    ['a NUL character', String.raw`"a\u0000b"`],
    ['half a surrogate pair', String.raw`"\ud83d"`],
  ])('that a database could keep (%s) is refused before it reaches one', async (_what, words) => {
    const reply = await sendText(`{"event":"test.speak","id":"f1","data":{"words":${words}}}`);
    expect(reply).toMatchObject({ ...invalid, id: 'f1' });
    expect(run).not.toHaveBeenCalled();
  });
});

describe('an event spelled as Socket.IO applications do', () => {
  it('is the same event', async () => {
    expect(await send({ ...good, event: 'test:speak' })).toMatchObject({ event: 'ack', id: 'f1' });
  });

  it('that does not exist is named as it was sent', async () => {
    const reply = await send({ ...good, event: 'test:shout' });
    expect(reply?.data['detail']).toContain('test:shout');
  });
});

describe('a connection that nobody was let in on', () => {
  it.each([undefined, { ...ada, userId: 'nobody' }, { ...ada, role: 'root' }])(
    '(%j) may do nothing',
    async as => {
      const reply = await callSocket(handler, { ...(as && { as: as as Principal }), frame: good });
      expect(reply).toMatchObject({ event: 'error', id: 'f1', data: { code: 'auth.required' } });
      expect(run).not.toHaveBeenCalled();
    },
  );
});

describe('the log of a frame', () => {
  it('is one line with its route and connection, and nothing that was said', async () => {
    await send({ ...good, data: { words: 'a very private word' } });
    expect(printed.lines()).toEqual([
      expect.objectContaining({ event: 'invocation.ended', route: '$default', connectionId: 'connection' }),
    ]);
    expect(printed.text()).not.toContain('private');
  });
});
