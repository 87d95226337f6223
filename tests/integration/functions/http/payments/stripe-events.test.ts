import { beforeEach, describe, expect, it } from '@jest/globals';
import { err } from 'neverthrow';
import Stripe from 'stripe';
import { handler } from '../../../../../functions/http/payments/stripe-events.ts';
import { paymentIntentRepository } from '../../../../../lib/payments/payment-intents.repository.ts';
import { withTransaction } from '../../../../../lib/platform/db/transaction.ts';
import { createUser } from '../../../../support/builders.ts';
import { createGate } from '../../../../support/fakes.ts';
import { useHttp, type HttpRequest } from '../../../../support/http.ts';
import { createOrder } from '../../../../support/order-rows.ts';
import { signatureOf, stripeEvent, useStripe } from '../../../../support/stripe-server.ts';
import { useDatabase } from '../../../../support/use-database.ts';
import { useQueues } from '../../../../support/use-queues.ts';

const database = useDatabase();
const { call } = useHttp(database);
const queues = useQueues();
useStripe();
let orderId: string;
let payload: string;

beforeEach(async () => {
  await database.rows('delete from jobs');
  queues.empty();
  orderId = await createOrder(database.db, await createUser(database.db), { state: 'paying' });
  await paymentIntentRepository.keep(database.db, orderId, `pi_${orderId}`);
  payload = stripeEvent('payment_intent.succeeded', { id: `pi_${orderId}`, description: 'Mug, 浜田, 🙂' });
});

const post = (signature: string | undefined, request: HttpRequest = { text: payload }) =>
  call(handler, {
    ...request,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(signature !== undefined && { 'stripe-signature': signature }),
    },
  });
const jobs = () =>
  database.rows('select name, payload from jobs join job_payloads on job_id = id order by jobs.id');
const reconcile = () => ({ name: 'order.reconcile', payload: { orderId, about: 'charge' } });
const now = () => Math.floor(Date.now() / 1000);

describe('an event that Stripe has signed', () => {
  it('has its order look up how it stands, and is answered once that is committed', async () => {
    expect(await post(signatureOf(payload))).toMatchObject({
      status: 200,
      body: { data: { received: true } },
    });
    expect(await jobs()).toEqual([reconcile()]);
    expect(queues.bodies('high-priority')).toHaveLength(1);
  });

  it('is taken as its bytes were signed, in base64 too', async () => {
    const text = Buffer.from(payload).toString('base64');
    expect((await post(signatureOf(payload), { text, isBase64: true })).status).toBe(200);
    const spaced = ` ${payload}\n`;
    expect((await post(signatureOf(spaced), { text: spaced })).status).toBe(200);
    expect((await post(signatureOf(payload), { text: spaced })).status).toBe(400);
  });

  it('is signed as the library of Stripe signs', async () => {
    const secret = 'whsec_of_a_local_server';
    const header = Stripe.webhooks.generateTestHeaderString({ payload, secret });
    expect((await post(header)).status).toBe(200);
    expect(Stripe.webhooks.constructEvent(payload, signatureOf(payload), secret).id).toMatch(/^evt_/);
  });

  it('is heeded once, however often and however much at once it is delivered', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => post(signatureOf(payload))));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect((await post(signatureOf(payload))).status).toBe(200);
    expect(await jobs()).toEqual([reconcile()]);
  });

  it('of a type that is not heeded is taken and left', async () => {
    const text = stripeEvent('invoice.paid', { id: 'in_1' });
    expect((await post(signatureOf(text), { text })).status).toBe(200);
    expect(await jobs()).toEqual([]);
  });

  it.each(['{"id":"evt_1"}', '[]', 'no JSON', '', '{"id":"evt_1","type":"x","data":{"object":[]}}'])(
    'but cannot be read is refused: %s',
    async text => {
      expect(await post(signatureOf(text), { text })).toMatchObject({
        status: 400,
        body: { code: 'payment.unreadable_event' },
      });
    },
  );
});

describe('the id of an event', () => {
  const sent = (type: string) => {
    const text = stripeEvent(type, { id: `pi_${orderId}` }, `evt_${orderId}`);
    return post(signatureOf(text), { text });
  };

  it('is that of one event: another type under it is refused', async () => {
    expect((await sent('payment_intent.succeeded')).status).toBe(200);
    expect(await sent('payment_intent.canceled')).toMatchObject({
      status: 422,
      body: { code: 'idempotency.key_reused' },
    });
    expect(await jobs()).toEqual([reconcile()]);
  });

  it('that a twin is still at work with is to be told again, and is heeded once that has failed', async () => {
    const [held, done] = [createGate(), createGate()];
    const twin = withTransaction(database.db, async tx => {
      await tx.query(
        `insert into idempotency_keys (scope, key, fingerprint, snapshot) values ('stripe events', $1, 'x', 'null')`,
        [`evt_${orderId}`],
      );
      held.open();
      await done.passed;
      return err('it failed after all');
    });
    await held.passed;
    expect(await sent('payment_intent.succeeded')).toMatchObject({
      status: 409,
      headers: { 'retry-after': '1' },
      body: { code: 'idempotency.in_flight' },
    });
    done.open();
    expect((await twin).isErr()).toBe(true);
    expect((await sent('payment_intent.succeeded')).status).toBe(200);
    expect(await jobs()).toEqual([reconcile()]);
  });
});

describe('a secret that is replaced', () => {
  it('is taken beside its successor', async () => {
    expect((await post(signatureOf(payload, { secret: 'whsec_the_one_before' }))).status).toBe(200);
  });

  it('may be one of several that have signed', async () => {
    const at = now();
    const [, stranger] = signatureOf(payload, { secret: 'whsec_of_nobody', at }).split(',');
    const [, ours] = signatureOf(payload, { at }).split(',');
    expect((await post(`t=${at},${stranger},${ours},v0=00`)).status).toBe(200);
  });
});

describe('what Stripe has not signed', () => {
  it.each([
    ['no header', () => undefined],
    ['an empty header', () => ''],
    ['a secret of somebody else', () => signatureOf(payload, { secret: 'whsec_of_nobody' })],
    ['another body', () => signatureOf(`${payload} `)],
    ['another time', () => signatureOf(payload).replace(/t=\d+/, `t=${now() - 1}`)],
    ['a time without digits', () => signatureOf(payload).replace(/t=\d+/, 't=now')],
    ['no time', () => signatureOf(payload).replace(/t=\d+,/, '')],
    ['an older scheme', () => signatureOf(payload).replace('v1=', 'v0=')],
    ['half a signature', () => signatureOf(payload).slice(0, -2)],
    ['an old delivery', () => signatureOf(payload, { at: now() - 301 })],
    ['a delivery of tomorrow', () => signatureOf(payload, { at: now() + 330 })],
  ])('is refused, and nothing is read of it: %s', async (_what, signature) => {
    expect(await post(signature())).toMatchObject({
      status: 400,
      body: { code: 'payment.wrong_signature', requestId: expect.any(String) },
    });
    expect(await jobs()).toEqual([]);
  });

  it('is refused beyond the size of a body', async () => {
    const text = 'x'.repeat(300 * 1024);
    expect((await post(signatureOf(text), { text })).status).toBe(413);
  });
});
