import { describe, expect, it } from '@jest/globals';
import { hostileValues, parseJson } from '../../../../../lib/platform/http/json.ts';

describe('JSON from outside', () => {
  it.each([
    ['{"a":[1,2.5,-3e2,true,null,"é\\n"]}', { a: [1, 2.5, -300, true, null, 'é\n'] }],
    [' 7 ', 7],
    ['null', null],
    ['false', false],
  ])('is read: %s', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  it.each([
    '',
    '{',
    'undefined',
    "{'a':1}",
    '{"a":1,}',
    '[1 2]',
    'NaN',
    '\ufeff{}',
    '{"a":1}{"b":2}',
    '['.repeat(200_000),
  ])('that is none is refused (%#)', text => {
    expect(parseJson(text)).toBeUndefined();
  });

  it('with a key twice is refused: readers would take different values', () => {
    expect(parseJson('{"role":"user","role":"admin"}')).toBeUndefined();
    expect(parseJson(String.raw`{"role":"user","r\u006fle":"admin"}`)).toBeUndefined();
    expect(parseJson('[{"a":1},{"a":2}]')).toEqual([{ a: 1 }, { a: 2 }]);
  });
});

describe('values that no honest client sends', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['a NUL character', { a: ['x\u0000'] }, ['/body/a/0']],
    ['half a surrogate pair', { a: '\ud83d' }, ['/body/a']],
    ['a NUL character in a key', { 'a\u0000': 1 }, ['/body']],
    ['an own field __proto__', parseJson('{"__proto__":{"admin":true}}'), ['/body']],
    ['nesting beyond reason', parseJson(`${'['.repeat(40)}${']'.repeat(40)}`), [`/body${'/0'.repeat(17)}`]],
    ['several of them', { a: '\u0000', b: { 'c/d': '\u0000' } }, ['/body/a', '/body/b/c~1d']],
  ])('are found: %s', (_what, value, pointers) => {
    expect(hostileValues('/body', value).map(({ pointer }) => pointer)).toEqual(pointers);
  });

  it.each<[unknown]>([
    [{ a: '🙂 \n\t é' }],
    [[]],
    [{}],
    [null],
    [7],
    ['text'],
    [{ constructor: 'a word' }],
    [[[[[[[1]]]]]]],
  ])('are not found in %j', value => {
    expect(hostileValues('/body', value)).toEqual([]);
  });
});
