import { describe, expect, it } from '@jest/globals';
import { ok } from 'neverthrow';
import { handler as place } from '../../../../../functions/http/orders/place.ts';
import { withTransaction } from '../../../../../lib/platform/db/transaction.ts';
import { createProduct, createUser } from '../../../../support/builders.ts';
import { useHttp, type HttpAnswer } from '../../../../support/http.ts';
import { stockOf } from '../../../../support/orders.ts';
import { useQueues } from '../../../../support/queues.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);
useQueues();

describe('a request whose time ends while it waits for another', () => {
  it('is a 503 that says when to come back, and sent again with its key it is done once', async () => {
    const ada = await createUser(database.db);
    const productId = await createProduct(database.db, { stock: 10 });
    const order = (limits: { readonly remainingMilliseconds?: number } = {}): Promise<HttpAnswer> =>
      call(place, {
        as: ada,
        headers: { 'idempotency-key': 'the key' },
        body: { items: [{ productId, quantity: 2 }], paymentToken: 'tok_success' },
        ...limits,
      });
    const late = await withTransaction(database.db, async tx => {
      await tx.query('select from products where id = $1 for update', [productId]);
      // Well below the 2 s after which the database itself gives up on a lock.
      return ok(await order({ remainingMilliseconds: 700 }));
    });
    expect(late._unsafeUnwrap()).toMatchObject({
      status: 503,
      headers: { 'retry-after': '1', 'content-type': 'application/problem+json' },
      body: { code: 'server.busy' },
    });
    // Whether the first was done after all, when its lock came free, nobody could tell its sender.
    expect((await order()).status).toBe(201);
    expect(await database.value('select count(*) from orders where user_id = $1', [ada.userId])).toBe(1);
    expect(await stockOf(database.db, productId)).toBe(8);
  });
});
