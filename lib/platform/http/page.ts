import { err, ok, type Result } from 'neverthrow';
import * as z from 'zod';
import { hostileValues } from './json.ts';
import { invalidCursor, type InvalidRequest } from './request-error.ts';

const MAX_PAGE_SIZE = 100;
const DEFAULT_PAGE_SIZE = 20;

/** One page of a list, in a total order. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page starts; null when this was the last. */
  readonly nextCursor: string | null;
}

/** The query of every list. */
export const pageQuery = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_PAGE_SIZE)
    .default(DEFAULT_PAGE_SIZE)
    .describe('How many to answer with at most'),
  cursor: z.string().max(500).optional().describe('`nextCursor` of the page before'),
});
export type PageQuery = Readonly<z.infer<typeof pageQuery>>;

/** A cursor is opaque to clients: the sort key of the last row, so that pages neither skip nor repeat when rows come and go. */
export const encodeCursor = (position: unknown): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

/** The position a cursor stands for; undefined when it was not made for this list, or holds what no row does. */
export const decodeCursor = <Position>(
  cursor: string,
  position: z.ZodType<Position>,
): Position | undefined => {
  try {
    const parsed = position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return hostileValues('', parsed).length > 0 ? undefined : parsed;
  } catch {
    return undefined;
  }
};

/** Reads the cursor of a list's query, which may be absent. */
export const readCursor = <Position>(
  cursor: string | undefined,
  position: z.ZodType<Position>,
): Result<Position | undefined, InvalidRequest> => {
  if (cursor === undefined) return ok(undefined);
  const found = decodeCursor(cursor, position);
  return found === undefined ? err(invalidCursor) : ok(found);
};

/**
 * Cuts a page from rows read one beyond the limit: the extra row tells that there is more.
 *
 * @param positionOf the sort key of a row
 */
export const toPage = <Item>(
  rows: readonly Item[],
  limit: number,
  positionOf: (item: Item) => unknown,
): Page<Item> => {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(positionOf(last)) : null,
  };
};
