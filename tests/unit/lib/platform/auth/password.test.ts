import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import {
  hashPassword,
  isOutdated,
  nobodysPasswordHash,
  verifyPassword,
} from '../../../../../lib/platform/auth/password.ts';
import { weaknessOf } from '../../../../../lib/platform/auth/password-policy.ts';
import { createSemaphore } from '../../../../../lib/platform/auth/semaphore.ts';
import { commonPasswordsFile } from '../../../../../scripts/common-passwords.ts';
import { read } from '../../../../support/deployment.ts';

describe('hashPassword', () => {
  it('salts: the same password never has the same hash', async () => {
    const [one, other] = [await hashPassword('the same words'), await hashPassword('the same words')];
    expect(one).not.toBe(other);
    expect(await verifyPassword('the same words', one)).toBe(true);
    expect(await verifyPassword('the same words', other)).toBe(true);
  });

  it('takes one text for one password, however it is composed, and reads it to its end', async () => {
    const composed = await hashPassword('\ufb01ve caf\u00e9s');
    expect(await verifyPassword('five cafe\u0301s', composed)).toBe(true);
    expect(await verifyPassword('five cafes', composed)).toBe(false);
    const long = 'x'.repeat(199);
    expect(await verifyPassword(`${long}b`, await hashPassword(`${long}a`))).toBe(false);
  });

  it('keeps its parameters, so that a hash made with others is known', async () => {
    expect(isOutdated(await hashPassword('any words at all'))).toBe(false);
    expect(isOutdated(nobodysPasswordHash)).toBe(false);
    expect(isOutdated(nobodysPasswordHash.replace('t=2', 't=1'))).toBe(true);
    expect(isOutdated(nobodysPasswordHash.replace('m=19456', 'm=12288'))).toBe(true);
  });

  it('is nobody’s for a hash of zeros, and throws for what is no hash', async () => {
    expect(await verifyPassword('', nobodysPasswordHash)).toBe(false);
    await expect(verifyPassword('x', 'plain text')).rejects.toThrow('malformed');
  });
});

describe('createSemaphore', () => {
  it('lets no more run at once than there are permits, and all in their order', async () => {
    const inTurn = createSemaphore(2);
    const order: number[] = [];
    let running = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 9 }, (_, index) =>
        inTurn(async () => {
          running += 1;
          most = Math.max(most, running);
          order.push(index);
          await setImmediate();
          running -= 1;
        }),
      ),
    );
    expect(most).toBe(2);
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('gives the permit back when the work throws', async () => {
    const inTurn = createSemaphore(1);
    await expect(inTurn(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await inTurn(() => Promise.resolve('next'))).toBe('next');
  });
});

describe('weaknessOf', () => {
  const ada = { name: 'Ada Lovelace', email: 'countess.ada@strata.example' };
  it.each([
    ['a common password', 'qwertyuiop', 'common'],
    ['a common password in other letters', 'PassWord123', 'common'],
    ['one character', 'zzzzzzzzzzzz', 'same few'],
    ['three characters', 'abcabcabcabc', 'same few'],
    ['a sequence', 'abcdefghijkl', 'sequence'],
    ['a sequence backwards', '9876543210', 'common|sequence'],
    ['the name', 'ada lovelace', 'name'],
    ['the address', 'Countess.Ada@strata.example', 'address'],
    ['the address up to the @', 'countess.ada', 'address'],
  ])('finds %s', (_what, password, expected) => {
    expect(weaknessOf(password, ada)).toMatch(new RegExp(expected));
  });

  it.each(['correct horse battery staple', 'ada lovelace 1815', 'ααβγδεζηθ', 'kX9#mQ2$vL'])(
    'finds nothing wrong with %s',
    password => {
      expect(weaknessOf(password, ada)).toBeUndefined();
    },
  );
});

it('the list of common passwords is what scripts/common-passwords.ts makes of its source', () => {
  expect(read('lib/platform/auth/common-passwords.ts')).toBe(commonPasswordsFile());
});
