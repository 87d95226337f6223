import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { decodeCursor, encodeCursor, pageQuery, toPage } from '../../../../../lib/platform/http/page.ts';

const position = z.strictObject({ price: z.number().int(), id: z.guid() });
const here = { price: 500, id: '01900000-0000-7000-8000-000000000001' };
const base64url = (text: string) => Buffer.from(text).toString('base64url');

describe('a cursor', () => {
  it('stands for the position it was made of, and can stand in a URL as it is', () => {
    const cursor = encodeCursor(here);
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(decodeCursor(cursor, position)).toEqual(here);
  });

  it.each([
    ['empty', ''],
    ['no base64', '%%%'],
    ['no JSON', base64url('hello')],
    ['cut off', encodeCursor(here).slice(0, -4)],
    ['of another list', encodeCursor(here.id)],
    ['of another type', encodeCursor({ ...here, price: '500' })],
    ['with more in it', encodeCursor({ ...here, offset: 1 })],
    ['a prototype', base64url('{"__proto__":{"price":1,"id":"x"}}')],
    ['text that no row holds', base64url(String.raw`{"price":1,"id":"\u0000"}`)],
  ])('that is %s stands for nothing', (_what, cursor) => {
    expect(decodeCursor(cursor, position)).toBeUndefined();
  });
});

describe('a page', () => {
  const rows = [1, 2, 3].map(id => ({ id }));

  it('tells where the next one starts while a row more was found', () => {
    const { items, nextCursor } = toPage(rows, 2, ({ id }) => id);
    expect(items).toEqual([{ id: 1 }, { id: 2 }]);
    expect(nextCursor).toBe(encodeCursor(2));
  });

  it.each([[rows.slice(0, 2)], [rows.slice(0, 1)], [[]]])('is the last when no more was found: %j', found => {
    expect(toPage(found, 2, ({ id }) => id)).toEqual({ items: found, nextCursor: null });
  });
});

describe('the query of a list', () => {
  it('has twenty rows a page unless it asks for another number', () => {
    expect(pageQuery.parse({})).toEqual({ limit: 20 });
    expect(pageQuery.parse({ limit: '100' })).toEqual({ limit: 100 });
  });

  it.each(['0', '-1', '101', '1.5', '', 'ten', '1,2', 'Infinity'])('refuses %j rows', limit => {
    expect(pageQuery.safeParse({ limit }).success).toBe(false);
  });
});
