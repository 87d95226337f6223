import { describe, expect, it } from '@jest/globals';
import { handler } from '../../../../../functions/http/orders/get-payment.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { createUser } from '../../../../support/builders.ts';
import { useHttp } from '../../../../support/http.ts';
import { useStripeOrders } from '../../../../support/stripe-orders.ts';
import { paymentMethods } from '../../../../support/stripe-state.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);
const { stripe, place, customer, runAll, onlyIntent } = useStripeOrders(database);

const ask = (orderId: string, as: Principal = customer()) => call(handler, { as, params: { orderId } });
const placed = async (token: string) => {
  const id = await place(token);
  await runAll();
  return id;
};

describe('GET /orders/{orderId}/payment', () => {
  it('gives the customer what their browser needs, while it is their turn', async () => {
    const id = await placed(paymentMethods.secured);
    expect(await ask(id)).toMatchObject({
      status: 200,
      headers: { 'cache-control': 'no-store' },
      body: {
        data: { state: 'paying', action: { provider: 'stripe', clientSecret: onlyIntent().client_secret } },
      },
    });
    stripe.state.succeed(onlyIntent());
    expect(await ask(id)).toMatchObject({ status: 200, body: { data: { state: 'paying', action: null } } });
  });

  it('has nothing to do for them while the bank is at it, and asks nobody when the payment has ended', async () => {
    const slow = await placed(paymentMethods.slow);
    expect((await ask(slow)).body).toEqual({ data: { state: 'paying', action: null } });
    stripe.state.succeed(onlyIntent());
    const paid = await placed(paymentMethods.good);
    const asked = stripe.calls.length;
    expect((await ask(paid)).body).toEqual({ data: { state: 'shipped', action: null } });
    expect(stripe.calls).toHaveLength(asked);
  });

  it('answers nobody else, not even administrators, as for an order that does not exist', async () => {
    const id = await placed(paymentMethods.secured);
    const asked = stripe.calls.length;
    for (const other of [await createUser(database.db), await createUser(database.db, { role: 'admin' })])
      expect(await ask(id, other)).toMatchObject({ status: 404, body: { code: 'order.not_found' } });
    expect(stripe.calls).toHaveLength(asked);
    expect((await call(handler, { params: { orderId: id } })).status).toBe(401);
  });

  it('asks again at once when a connection turns out to be broken', async () => {
    const id = await placed(paymentMethods.secured);
    stripe.next('retrieve', 'hang up before');
    expect((await ask(id)).status).toBe(200);
  });

  it.each([
    ['hangs up twice', ['hang up before', 'hang up before']],
    ['fails', ['fail before']],
    ['has too many requests', ['too many requests']],
    ['does not know the key', ['wrong key']],
  ] as const)(
    'is a 503 that says when to ask again when Stripe does not say, since it %s',
    async (_what, faults) => {
      const id = await placed(paymentMethods.secured);
      stripe.next('retrieve', ...faults);
      expect(await ask(id)).toMatchObject({
        status: 503,
        headers: { 'retry-after': '5' },
        body: { code: 'payment.provider_unavailable' },
      });
      expect((await ask(id)).status).toBe(200);
    },
  );

  it('is asked of Stripe no more often than a customer would', async () => {
    const id = await placed(paymentMethods.secured);
    const statuses = [];
    for (let count = 0; count < 31; count += 1) statuses.push((await ask(id)).status);
    expect(statuses.slice(0, 30).every(status => status === 200)).toBe(true);
    expect(statuses.at(-1)).toBe(429);
  });
});
