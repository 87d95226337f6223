import { beforeEach, expect } from '@jest/globals';
import { createContainer } from '../../lib/app/container.ts';
import { paymentEventsModule } from '../../lib/payments/payments.events.module.ts';
import type { Principal } from '../../lib/platform/auth/principal.ts';
import type { Clock } from '../../lib/platform/clock/clock.ts';
import type { Database } from '../../lib/platform/db/database.ts';
import { createProduct, createUser } from './builders.ts';
import { drain } from './drain.ts';
import { orderServiceOn, placementOf } from './orders.ts';
import { testInvocation, testPlatform } from './platform.ts';
import { signatureOf, stripeEvent, useStripe } from './stripe-server.ts';
import type { OpenTestDatabase } from './use-database.ts';
import { workflowOn, workflowPerformers } from './workflow.ts';

const HOUR = 3600_000;
export const inHours = (hours: number): Clock => ({ now: () => new Date(Date.now() + hours * HOUR) });

/**
 * Orders paid through Stripe, with its library, its events and the jobs of Strata: everything but Stripe itself. Call it at
 * the top of a test file, after useDatabase.
 */
export const useStripeOrders = (database: OpenTestDatabase) => {
  const stripe = useStripe();
  let customer: Principal;
  let mug: string;
  beforeEach(async () => {
    await database.rows('delete from jobs');
    customer = await createUser(database.db);
    mug = await createProduct(database.db, { stock: 10, priceCents: 500 });
  });

  const placeLines = async (lines: Parameters<typeof placementOf>[0], token: string): Promise<string> => {
    const service = orderServiceOn({ db: database.db });
    return (await service.place(customer, placementOf(lines, token), undefined))._unsafeUnwrap().id;
  };
  /** Tells of something as Stripe does. @returns what it is answered */
  const tell = (type: string, object: unknown, id?: string, db: Database = database.db) => {
    const text = stripeEvent(type, object, id);
    return createContainer(testPlatform({ db }), paymentEventsModule)
      .scope(testInvocation({ clock: inHours(0) }))
      .paymentEvents.take({ signature: signatureOf(text), payload: Buffer.from(text) });
  };

  return {
    stripe,
    /** Of three mugs at 500 each, of which there were ten. */
    place: (token: string) => placeLines([[mug, 3]], token),
    placeLines,
    customer: () => customer,
    mug: () => mug,
    runAll: (db: Database = database.db, clock = inHours(0)) =>
      drain(db, workflowPerformers, workflowOn({ db, clock })),
    tell,
    told: async (type: string, object: unknown, id?: string): Promise<void> => {
      expect((await tell(type, object, id)).isOk()).toBe(true);
    },
    stateOf: (id: string) => database.value('select state from orders where id = $1', [id]),
    jobOf: async (name: string, orderId: string): Promise<string> =>
      String(
        await database.value(
          `select id from jobs join job_payloads on job_id = id where name = $1 and payload ->> 'orderId' = $2`,
          [name, orderId],
        ),
      ),
    /** The PaymentIntent, if there is one alone. */
    onlyIntent: () => {
      const [intent, ...more] = stripe.state.intents.values();
      if (intent === undefined || more.length > 0) throw new Error('there is not one PaymentIntent');
      return intent;
    },
    /** Every time money was taken: for which order, and how much. */
    taken: () => stripe.state.taken.map(({ amount, orderId }) => [orderId, amount]),
    payments: (id: string) =>
      database.rows(
        `select provider, reference, amount_cents, refunded_at is not null as refunded
         from payments where order_id = $1`,
        [id],
      ),
  };
};
