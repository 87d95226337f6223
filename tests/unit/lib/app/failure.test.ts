import { describe, expect, it } from '@jest/globals';
import { describeFailure } from '../../../../lib/app/failure.ts';
import { recordLog } from '../../../support/fakes.ts';

const errorWith = (fields: object, message = 'x') => Object.assign(new Error(message), fields);

describe('what a caller is told of something thrown', () => {
  it.each([
    ['the end of the invocation', new DOMException('late', 'TimeoutError'), 'server.busy', 1],
    ['a statement that was cancelled', errorWith({ code: '57014' }), 'server.busy', 1],
    ['a deadlock', errorWith({ code: '40P01' }), 'server.busy', 1],
    ['a server that shuts down', errorWith({ code: '57P01' }), 'server.busy', 5],
    ['a server with no connection left', errorWith({ code: '53300' }), 'server.busy', 5],
    ['a lost socket', errorWith({ code: 'EPIPE' }), 'server.busy', 5],
    ['a lost connection', new Error('Connection terminated unexpectedly'), 'server.busy', 5],
    ['a bug', new TypeError('x is not a function'), 'server.error', undefined],
    ['a statement that does not parse', errorWith({ code: '42601' }), 'server.error', undefined],
  ])('%s', (_what, thrown, code, retryAfterSeconds) => {
    const told = describeFailure(thrown, recordLog().log);
    expect(told.code).toBe(code);
    expect('retryAfterSeconds' in told ? told.retryAfterSeconds : undefined).toBe(retryAfterSeconds);
    expect(told.detail).not.toContain(thrown.message);
  });
});
