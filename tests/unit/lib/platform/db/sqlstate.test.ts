import { describe, expect, it } from '@jest/globals';
import { leavesConnectionUnusable, sqlState, violates } from '../../../../../lib/platform/db/sqlstate.ts';

const errorWith = (fields: object) => Object.assign(new Error('x'), fields);

describe('a database error', () => {
  it('is told by its SQLSTATE, and nothing else is taken for one', () => {
    expect(sqlState(errorWith({ code: '23505' }))).toBe('23505');
    for (const other of [
      errorWith({ code: 'ECONNRESET' }),
      errorWith({ code: 'EPIPE' }),
      errorWith({ code: 23505 }),
      new Error('23505'),
      null,
      '23505',
    ])
      expect(sqlState(other)).toBeUndefined();
  });

  it('is the violation of the constraint it names, and of no other', () => {
    const error = errorWith({ code: '23505', constraint: 'users_email_key' });
    expect(violates(error, 'users_email_key')).toBe(true);
    expect(violates(error, 'users_pkey')).toBe(false);
    expect(violates(errorWith({ code: '23503', constraint: 'users_email_key' }), 'users_email_key')).toBe(
      false,
    );
  });

  it.each([
    ['a violated constraint', { code: '23505' }, false],
    ['a lock time-out', { code: '55P03' }, false],
    ['a deadlock', { code: '40P01' }, false],
    ['a cancelled statement', { code: '57014' }, false],
    ['a server that shuts down', { code: '57P01' }, true],
    ['a server that recovers', { code: '57P03' }, true],
    ['a broken protocol', { code: '08P01' }, true],
    ['a lost socket', { code: 'ECONNRESET' }, true],
    ['a time-out of our own', {}, true],
  ])('after %s the connection is kept or not', (_what, fields, unusable) => {
    expect(leavesConnectionUnusable(errorWith(fields))).toBe(unusable);
  });
});
