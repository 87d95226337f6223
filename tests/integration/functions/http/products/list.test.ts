import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod';
import { handler } from '../../../../../functions/http/products/list.ts';
import { encodeCursor } from '../../../../../lib/platform/http/page.ts';
import { uuidv7 } from '../../../../../lib/platform/ids/uuid.ts';
import { createProduct } from '../../../../support/builders.ts';
import { useHttp } from '../../../../support/http.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);

const page = z.object({
  data: z.array(z.object({ id: z.string(), name: z.string(), priceCents: z.number(), stock: z.number() })),
  nextCursor: z.string().nullable(),
});

const list = async (query: Record<string, string> = {}) => {
  const answer = await call(handler, { query });
  expect(answer.status).toBe(200);
  return page.parse(answer.body);
};
const namesOf = async (query: Record<string, string> = {}) =>
  (await list(query)).data.map(({ name }) => name);

/** Products made one millisecond after the other. */
const stocked = async (
  ...products: (readonly [name: string, priceCents: number, stock: number, description: string])[]
) => {
  const now = Date.now();
  for (const [index, values] of products.entries())
    await database.rows(
      'insert into products (id, name, price_cents, stock, description) values ($1, $2, $3, $4, $5)',
      [uuidv7(now + index), ...values],
    );
};

describe('the list of products', () => {
  beforeEach(async () => {
    await database.rows('truncate products cascade');
    await stocked(
      ['brass Lamp', 5900, 3, 'Warm to cold white, dimmable.'],
      ['Ceramic mug', 1450, 0, 'Holds 350 ml.'],
      ['Field notebook', 1200, 7, 'A5, 120 dotted pages.'],
      ['Apron', 1450, 2, "The baker's own; radio-controlled it is not."],
    );
  });

  it('shows the newest first, and nothing archived', async () => {
    await createProduct(database.db, { name: 'Gone', archived: true });
    expect(await namesOf()).toEqual(['Apron', 'Field notebook', 'Ceramic mug', 'brass Lamp']);
  });

  it.each([
    ['newest', ['Apron', 'Field notebook', 'Ceramic mug', 'brass Lamp']],
    ['name', ['Apron', 'brass Lamp', 'Ceramic mug', 'Field notebook']],
    ['price', ['Field notebook', 'Ceramic mug', 'Apron', 'brass Lamp']],
    ['-price', ['brass Lamp', 'Apron', 'Ceramic mug', 'Field notebook']],
  ])('is sorted by %s, and in the same order page by page', async (sort, expected) => {
    expect(await namesOf({ sort })).toEqual(expected);
    const paged: string[] = [];
    let cursor: string | null | undefined;
    do {
      const { data, nextCursor } = await list({ sort, limit: '1', ...(cursor && { cursor }) });
      paged.push(...data.map(({ name }) => name));
      cursor = nextCursor;
    } while (cursor !== null);
    expect(paged).toEqual(expected);
  });

  it.each([
    [{ minPriceCents: '1450' }, ['Apron', 'Ceramic mug', 'brass Lamp']],
    [{ maxPriceCents: '1450' }, ['Apron', 'Field notebook', 'Ceramic mug']],
    [{ minPriceCents: '1300', maxPriceCents: '1450' }, ['Apron', 'Ceramic mug']],
    [{ inStock: 'true' }, ['Apron', 'Field notebook', 'brass Lamp']],
    [{ inStock: 'false' }, ['Ceramic mug']],
    [{ inStock: 'true', maxPriceCents: '1450', sort: 'price' }, ['Field notebook', 'Apron']],
  ])('is filtered by %j', async (query, expected) => {
    expect(await namesOf(query)).toEqual(expected);
  });

  it.each([
    ['a word of the name, whatever its case', 'MUG', ['Ceramic mug']],
    ['the beginning of a word', 'note', ['Field notebook']],
    ['another form of a word', 'mugs', ['Ceramic mug']],
    ['words in any order, of name and description', '120 field', ['Field notebook']],
    ['a short word', 'a5', ['Field notebook']],
    ['a word with an apostrophe', "baker's", ['Apron']],
    ['a word with a hyphen', 'radio-controlled', ['Apron']],
    ['every word, not just one', 'field mug', []],
    ['nothing that a word only ends with', 'book', []],
    ['nothing for signs alone', '!?', []],
  ])('is searched for %s', async (_what, q, expected) => {
    expect(await namesOf({ q })).toEqual(expected);
  });

  it('answers whatever is searched for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), async q => {
        const { status } = await call(handler, { query: { q } });
        expect([200, 400]).toContain(status);
        if (/^[\w&|!():*'\\<> -]*$/.test(q) && q.trim() !== '') expect(status).toBe(200);
      }),
      { examples: [["'"], ['\\'], [':*'], ["' | 'a"], ['a & (b'], ['<->'], ['!']] },
    );
  });

  it('goes on where the last page ended, however long and strange the name there is', async () => {
    for (const name of ['\u{1f600}'.repeat(100), '\u0001'.repeat(200), '"\\'.repeat(100)])
      await createProduct(database.db, { name });
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const { data, nextCursor } = await list({ sort: 'name', limit: '1', ...(cursor && { cursor }) });
      seen.push(...data.map(({ id }) => id));
      cursor = nextCursor;
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
  });
});

describe('a list of products is refused with 400', () => {
  const id = randomUUID();
  it.each([
    ['a limit of nothing', { limit: '0' }, '/query/limit'],
    ['a limit beyond a page', { limit: '101' }, '/query/limit'],
    ['an unknown order', { sort: 'stock' }, '/query/sort'],
    ['a negative price', { minPriceCents: '-1' }, '/query/minPriceCents'],
    ['a price that is no number', { maxPriceCents: 'cheap' }, '/query/maxPriceCents'],
    ['a price beyond what a number holds', { maxPriceCents: '1e400' }, '/query/maxPriceCents'],
    ['a word for in stock', { inStock: 'yes' }, '/query/inStock'],
    ['an empty search', { q: ' ' }, '/query/q'],
    ['a search too long', { q: 'x'.repeat(201) }, '/query/q'],
    ['a search with a NUL', { q: 'mug\u0000' }, '/query/q'],
    ['an unknown filter', { colour: 'red' }, '/query/colour'],
    ['archived products, which only administrators list', { archived: 'include' }, '/query/archived'],
    ['a cursor that was not made here', { cursor: 'nonsense' }, '/query/cursor'],
    ['a cursor of another order', { cursor: encodeCursor({ sort: 'price', key: 1, id }) }, '/query/cursor'],
    [
      'a cursor whose price no column holds',
      { sort: 'price', cursor: encodeCursor({ sort: 'price', key: 2 ** 31, id }) },
      '/query/cursor',
    ],
    [
      'a cursor with text that no column holds',
      { sort: 'name', cursor: encodeCursor({ sort: 'name', key: '\u0000', id }) },
      '/query/cursor',
    ],
  ])('%s', async (_what, query, pointer) => {
    const { status, body } = await call(handler, { query });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'request.invalid', errors: [{ pointer }] });
  });
});
