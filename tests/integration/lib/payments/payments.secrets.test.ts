import { expect, it } from '@jest/globals';
import { paymentIntentRepository } from '../../../../lib/payments/payment-intents.repository.ts';
import { createPaymentActions } from '../../../../lib/payments/payments.actions.service.ts';
import { createWorker } from '../../../../lib/platform/jobs/worker.ts';
import { recordLog, recordWakeUps } from '../../../support/fakes.ts';
import { makeDue } from '../../../support/jobs.ts';
import { inHours, useStripeOrders } from '../../../support/stripe-orders.ts';
import { paymentMethods } from '../../../support/stripe-state.ts';
import { findTexts, textsIn } from '../../../support/traces.ts';
import { useDatabase } from '../../../support/use-database.ts';
import { workflowOn, workflowPerformers } from '../../../support/workflow.ts';

const database = useDatabase();
const { stripe, place, runAll, jobOf, stateOf, told, onlyIntent } = useStripeOrders(database);

it('what lets a browser go on with a payment lies in no table and in no log line, however it is asked for', async () => {
  const recorded = recordLog();
  const { log } = recorded;
  const id = await place(paymentMethods.secured);
  await runAll();
  const actions = createPaymentActions({ db: database.db, paymentIntents: paymentIntentRepository, log });
  const { client_secret: clientSecret } = onlyIntent();
  expect((await actions.find(id))._unsafeUnwrap()).toEqual({ provider: 'stripe', clientSecret });
  stripe.next('retrieve', 'wrong key');
  expect((await actions.find(id)).isErr()).toBe(true);
  expect(recorded.events()).toEqual(['payment.not_told']);
  const secrets = {
    'the secret of a browser': clientSecret,
    'the key': process.env['STRIPE_SECRET_KEY'] ?? '',
  };
  expect(await findTexts(database.db, secrets)).toEqual([]);
  expect(textsIn(recorded.text(), secrets)).toEqual([]);
});

it('keys, secrets of the endpoint and payment tokens that were used lie in no table and in no log line', async () => {
  const recorded = recordLog();
  const { log } = recorded;
  const { db } = database;
  const wakeUps = recordWakeUps();
  const worker = createWorker(
    { db, wakeUps, log },
    {
      performers: workflowPerformers,
      dependencies: workflowOn({ db, log, clock: inHours(0) }),
      leaseSeconds: 60,
    },
  );
  const secrets = {
    'the key': process.env['STRIPE_SECRET_KEY'] ?? '',
    'a secret of the endpoint': process.env['STRIPE_WEBHOOK_SECRETS']?.split(' ')[0] ?? '',
    'a token that names nothing': 'pm_a_token_that_names_nothing',
    'a token of a slow bank': paymentMethods.slow,
  };
  const unknown = await place(secrets['a token that names nothing']);
  await worker.work([await jobOf('order.validate', unknown)]);
  stripe.next('create', 'wrong key');
  await worker.work([await jobOf('order.pay', unknown)]);
  await makeDue(db, await jobOf('order.pay', unknown));
  await worker.work([await jobOf('order.pay', unknown)]);
  expect(await stateOf(unknown)).toBe('payment_failed');
  expect(recorded.events()).toContain('job.threw');
  stripe.state.intents.clear();

  const slow = await place(paymentMethods.slow);
  await runAll();
  stripe.state.succeed(onlyIntent());
  await told('payment_intent.succeeded', onlyIntent());
  await runAll();
  expect(await stateOf(slow)).toBe('shipped');
  expect(await findTexts(db, secrets)).toEqual([]);
  expect(textsIn(recorded.text(), secrets)).toEqual([]);
});
