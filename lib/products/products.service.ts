import { err, ok, type Result } from 'neverthrow';
import * as z from 'zod';
import type { Database } from '../platform/db/database.ts';
import { decodeCursor, toPage, type Page } from '../platform/http/page.ts';
import { invalidCursor, type InvalidRequest } from '../platform/http/request-error.ts';
import type { ProductRepository } from './products.repository.ts';
import type { Product } from './products.schema.ts';

export interface ProductServiceDeps {
  readonly db: Database;
  readonly products: ProductRepository;
}

const position = z.guid();

/** What customers may see of the products. */
export const createProductService = ({ db, products }: ProductServiceDeps) => ({
  async list(query: {
    limit: number;
    cursor?: string | undefined;
  }): Promise<Result<Page<Product>, InvalidRequest>> {
    const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, position);
    if (query.cursor !== undefined && after === undefined) return err(invalidCursor);
    const rows = await products.list(db, { after, limit: query.limit + 1 });
    return ok(toPage(rows, query.limit, ({ id }) => id));
  },
});
