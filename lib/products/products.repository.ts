import type { Executor } from '../platform/db/database.ts';
import { PRODUCT_COLUMNS } from './list-products.sql.ts';
import { product, type Product, type ProductDraft, type ProductEdit } from './products.schema.ts';

/** The versions that may be changed, by `versionsOf`; null for any. */
type Versions = readonly number[] | null;

export const productRepository = {
  async find(db: Executor, id: string): Promise<Product | undefined> {
    const [row] = await db.query(
      `-- products.find
       select ${PRODUCT_COLUMNS} from products where id = $1`,
      [id],
    );
    return row && product.parse(row);
  },

  async insert(
    db: Executor,
    { id, createdAt, ...draft }: ProductDraft & { readonly id: string; readonly createdAt: string },
  ): Promise<Product> {
    const [row] = await db.query(
      `-- products.insert
       insert into products (id, name, description, price_cents, currency, stock, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $7)
       returning ${PRODUCT_COLUMNS}`,
      [id, draft.name, draft.description, draft.priceCents, draft.currency, draft.stock, createdAt],
    );
    return product.parse(row);
  },

  /** @returns undefined when there is no such product, or not in one of the versions */
  async update(
    db: Executor,
    id: string,
    versions: Versions,
    edit: ProductEdit,
    updatedAt: string,
  ): Promise<Product | undefined> {
    const { name, description, priceCents, currency } = edit;
    const [row] = await db.query(
      `-- products.update: a field that is null stays as it is
       update products
       set name = coalesce($3, name), description = coalesce($4, description), price_cents = coalesce($5, price_cents),
           currency = coalesce($6, currency), version = version + 1, updated_at = $7
       where id = $1 and ($2::integer[] is null or version = any ($2))
       returning ${PRODUCT_COLUMNS}`,
      [id, versions, name ?? null, description ?? null, priceCents ?? null, currency ?? null, updatedAt],
    );
    return row && product.parse(row);
  },

  /** @returns undefined when there is no such product, it is so already, or it is not in one of the versions */
  async setArchived(
    db: Executor,
    id: string,
    versions: Versions,
    archived: boolean,
    updatedAt: string,
  ): Promise<Product | undefined> {
    const [row] = await db.query(
      `-- products.set_archived: an order that holds the row's lock is placed first
       update products
       set archived_at = case when $3::boolean then $4::timestamptz end, version = version + 1, updated_at = $4
       where id = $1 and ($2::integer[] is null or version = any ($2)) and (archived_at is null) = $3
       returning ${PRODUCT_COLUMNS}`,
      [id, versions, archived, updatedAt],
    );
    return row && product.parse(row);
  },
} as const;

export type ProductRepository = typeof productRepository;
