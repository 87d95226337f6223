import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Api } from '../../../client/api.ts';
import { demoIds } from '../../../local/demo-data.ts';
import { until } from '../../support/until.ts';
import type { People, Person } from '../../support/use-people.ts';

const draft = () => ({
  name: `Teapot ${randomUUID()}`,
  description: 'Holds a litre.',
  priceCents: 3_500,
  stock: 3,
});
const order = async ({ api }: Person, productId: string = demoIds.product) => {
  const body = { items: [{ productId, quantity: 2 }], paymentToken: `tok_${randomUUID()}` };
  return (await api('POST', '/orders', { body })).data;
};
const stateOf = async (api: Api, orderId: string) =>
  (await api('GET', '/orders/{orderId}', { params: { orderId } })).data.state;

/** Products and orders. */
export const shopCalls = (people: People): void => {
  describe('products', () => {
    it('are put on sale, changed, counted, taken off and put back', async () => {
      const admin = await people.admin();
      const { data: made, etag: first = '' } = await admin('POST', '/products', { body: draft() });
      const params = { productId: made.id };
      const { data: changed, etag: second = '' } = await admin('PATCH', '/products/{productId}', {
        params,
        body: { priceCents: 3_900 },
        ifMatch: first,
      });
      expect(changed).toEqual({ ...made, priceCents: 3_900, version: made.version + 1 });
      await expect(
        admin('POST', '/products/{productId}/archive', { params, ifMatch: first }),
      ).rejects.toMatchObject({ code: 'precondition.failed' });

      await admin('POST', '/products/{productId}/stock-adjustments', {
        params,
        body: { delta: 4, reason: 'Delivered' },
      });
      const { data: adjustments } = await admin('GET', '/products/{productId}/stock-adjustments', { params });
      expect(adjustments.map(({ delta }) => delta)).toEqual([4, 3]);
      expect((await people.nobody('GET', '/products/{productId}', { params })).data.stock).toBe(7);

      const search = { query: { q: made.name } };
      const { etag: third = '' } = await admin('POST', '/products/{productId}/archive', {
        params,
        ifMatch: second,
      });
      expect((await people.nobody('GET', '/products', search)).data).toEqual([]);
      const { data: all } = await admin('GET', '/admin/products', search);
      expect(all).toMatchObject([{ id: made.id, archivedAt: expect.any(String) }]);
      await admin('POST', '/products/{productId}/restore', { params, ifMatch: third });
      expect((await people.nobody('GET', '/products', search)).data.map(({ id }) => id)).toEqual([made.id]);
    });
  });

  describe('orders', () => {
    it('are placed, paid, shipped, listed and refunded', async () => {
      const ada = await people.register('Ada');
      const admin = await people.admin();
      const { id, totalCents } = await order(ada);
      const params = { orderId: id };
      await until(async () => (await stateOf(ada.api, id)) === 'shipped', 'the parcel');
      const { data: payment } = await ada.api('GET', '/orders/{orderId}/payment', { params });
      expect(payment).toEqual({ state: 'shipped', action: null });
      const { data: orders } = await ada.api('GET', '/orders', { query: { state: 'shipped' } });
      expect(orders).toMatchObject([{ id, totalCents, actions: [] }]);

      const { data: refunding } = await admin('POST', '/orders/{orderId}/refund', {
        params,
        body: { reason: 'The handle was broken' },
      });
      expect(refunding.id).toBe(id);
      await until(async () => (await stateOf(ada.api, id)) === 'refunded', 'the money');
      const { data: events } = await ada.api('GET', '/orders/{orderId}/events', { params });
      expect(events.map(({ to }) => to)).toEqual([
        'pending',
        'validated',
        'paying',
        'paid',
        'shipped',
        'refunding',
        'refunded',
      ]);
    });

    it('are cancelled for as long as nobody works on them, and the stock is back', async () => {
      const ada = await people.register('Ada');
      const admin = await people.admin();
      await admin('POST', '/queues/{queue}/pause', { params: { queue: 'high-priority' } });
      const { data: product } = await admin('POST', '/products', { body: draft() });
      const { id } = await order(ada, product.id);
      const left = async () =>
        (await people.nobody('GET', '/products/{productId}', { params: { productId: product.id } })).data
          .stock;
      expect(await left()).toBe(1);
      const { data } = await ada.api('POST', '/orders/{orderId}/cancel', { params: { orderId: id } });
      expect(data).toMatchObject({ id, state: 'cancelled', actions: [] });
      expect(await left()).toBe(3);
      await admin('POST', '/queues/{queue}/resume', { params: { queue: 'high-priority' } });
    });

    it('heed no word of a payment provider that is not in use', async () => {
      const told = people.nobody('POST', '/payments/stripe/events', { body: { id: 'evt_1' } });
      await expect(told).rejects.toMatchObject({ code: 'payment.no_provider' });
    });
  });
};
