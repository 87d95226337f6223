import { describe, expect, it } from '@jest/globals';
import { createLog } from '../../../../../lib/platform/log/log.ts';

const record = (level: Parameters<typeof createLog>[0] = 'debug') => {
  const lines: string[] = [];
  return { log: createLog(level, {}, line => lines.push(line)), lines };
};
const only = (lines: readonly string[]) => JSON.parse(lines[0] ?? '') as Record<string, unknown>;

describe('a log line', () => {
  it('is one JSON object on one line, with its level, time and event', () => {
    const { log, lines } = record();
    log.info('order.placed', { orderId: 'o1', note: 'two\nlines' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('\n');
    expect(only(lines)).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      event: 'order.placed',
      orderId: 'o1',
      note: 'two\nlines',
    });
  });

  it('carries the ids of everything around it', () => {
    const { log, lines } = record();
    log.with({ requestId: 'r1' }).with({ jobId: 'j1' }).warn('job.retrying');
    expect(only(lines)).toMatchObject({ requestId: 'r1', jobId: 'j1' });
  });

  it.each([
    ['debug', 4],
    ['info', 3],
    ['warn', 2],
    ['error', 1],
    ['silent', 0],
  ] as const)('below the level %s is dropped', (level, expected) => {
    const { log, lines } = record(level);
    for (const write of ['debug', 'info', 'warn', 'error'] as const) log[write]('an.event');
    expect(lines).toHaveLength(expected);
  });
});

describe('a secret', () => {
  const SECRET = 'hunter2-hunter2';

  it.each([
    'password',
    'passwordHash',
    'token',
    'accessToken',
    'refreshToken',
    'paymentToken',
    'newPassword',
    'resetToken',
    'ticket',
    'clientSecret',
    'privateKey',
    'authorization',
    'Authorization',
    'cookie',
    'secret',
    'content',
    'body',
  ])('in a field %s is not printed, however deep it is', field => {
    const { log, lines } = record();
    log.with({ [field]: SECRET }).error('failed', {
      [field]: SECRET,
      input: { nested: [{ [field]: { text: SECRET } }] },
    });
    expect(lines.join()).not.toContain(SECRET);
    expect(lines.join()).toContain('[hidden]');
  });

  it('in the details of a database error is not printed: they quote the values of the row', () => {
    const { log, lines } = record();
    const error = Object.assign(
      new Error('duplicate key value violates unique constraint "users_email_key"'),
      {
        code: '23505',
        detail: `Key (lower(email))=(${SECRET}@strata.example) already exists.`,
        where: `COPY users, line 1: "${SECRET}"`,
        hint: SECRET,
        parameters: [SECRET],
        constraint: 'users_email_key',
      },
    );
    log.error('request.failed', { error, also: { cause: error } });
    expect(lines.join()).not.toContain(SECRET);
    expect(only(lines)['error']).toMatchObject({
      name: 'Error',
      message: 'duplicate key value violates unique constraint "users_email_key"',
      code: '23505',
    });
  });

  it('in the cause of an error is hidden too', () => {
    const { log, lines } = record();
    const cause = Object.assign(new Error('inner'), { detail: SECRET, password: SECRET });
    log.error('request.failed', { error: new Error('outer', { cause }) });
    expect(lines.join()).not.toContain(SECRET);
    expect(only(lines)).toMatchObject({ error: { message: 'outer', cause: { message: 'inner' } } });
  });
});

describe('an error', () => {
  it('is spelled out with where it came from, which JSON by itself would leave out', () => {
    const { log, lines } = record();
    log.error('request.failed', { error: new TypeError('x is not a function') });
    expect(only(lines)['error']).toEqual({
      name: 'TypeError',
      message: 'x is not a function',
      stack: expect.arrayContaining([expect.stringContaining('log.test.ts')]),
    });
  });

  it('that is caused by itself does not fail the request that logs it', () => {
    const { log, lines } = record();
    const error: Error & { cause?: unknown } = new Error('round and round');
    error.cause = error;
    expect(() => {
      log.error('request.failed', { error });
    }).not.toThrow();
    expect(only(lines)).toMatchObject({ level: 'error', event: 'request.failed' });
  });
});

describe('a value that JSON cannot write', () => {
  it('does not fail the request that logs it', () => {
    const { log, lines } = record();
    const circle: Record<string, unknown> = { size: 10n };
    circle['self'] = circle;
    expect(() => {
      log.info('an.event', { circle, missing: undefined, when: new Date('2026-11-22T00:00:00Z') });
    }).not.toThrow();
    expect(only(lines)).toMatchObject({ level: 'info', event: 'an.event' });
  });
});
