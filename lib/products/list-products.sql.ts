import type { ProductSort } from './products.schema.ts';

export const PRODUCT_COLUMNS = `id, name, description, price_cents as "priceCents", currency, stock, archived_at as "archivedAt", version,
  created_at as "createdAt"`;
/** As in migration 0030: an index serves an expression only when both are written the same. */
const NAME = 'lower(name collate "pg_c_utf8")';
const WORDS = `(to_tsvector('simple', name || ' ' || description) || to_tsvector('english', name || ' ' || description))`;

interface Sorting {
  /** What stands before the id in the sort key; null when the id is all of it. */
  readonly key: string | null;
  /** What comes after the position of $8 (id) and, where there is a key, $9. */
  readonly after: string;
  readonly order: string;
}

/** Each is a total order, and an index yields it forwards or backwards. */
const sortings: Readonly<Record<ProductSort, Sorting>> = {
  // Ids are UUIDv7: those made later are greater.
  newest: { key: null, after: 'id < $8', order: 'id desc' },
  name: { key: NAME, after: `(${NAME}, id) > ($9::text, $8)`, order: `${NAME}, id` },
  price: {
    key: 'price_cents',
    after: '(price_cents, id) > ($9::integer, $8)',
    order: 'price_cents, id',
  },
  '-price': {
    key: 'price_cents',
    after: '(price_cents, id) < ($9::integer, $8)',
    order: 'price_cents desc, id desc',
  },
};

/**
 * Products in one of the orders, from after a position. Absent filters are null, and the planner drops them.
 *
 * $1 include, exclude or only: archived products; $2 a tsquery of word beginnings and $3 the same words as plain text;
 * $4 and $5 least and greatest price; $6 whether in stock; $7 limit; $8 id and $9 key of the position, $9 only where the
 * order has a key.
 */
export const listProducts = (sort: ProductSort): string => {
  const { key, after, order } = sortings[sort];
  return `-- products.list
select ${PRODUCT_COLUMNS}, ${key ?? 'null'} as "sortKey"
from products
where ($1 = 'include' or (archived_at is null) = ($1 = 'exclude'))
  and ($2::text is null or ${WORDS} @@ (to_tsquery('simple', $2) || plainto_tsquery('english', $3)))
  and ($4::integer is null or price_cents >= $4)
  and ($5::integer is null or price_cents <= $5)
  and ($6::boolean is null or (stock > 0) = $6)
  and ($8::uuid is null or ${after})
order by ${order}
limit $7`;
};
