import { config, readConfig } from '../platform/config/config.ts';
import * as sections from '../platform/config/sections.ts';
import type { PaymentGateway } from './payments.gateway.ts';
import { createSandboxGateway } from './payments.sandbox.ts';
import { createStripeGateway, type StripeDeps } from './payments.stripe.ts';

const STAGES_WITHOUT_MONEY = ['local', 'dev'];

/** The gateway to the provider that PAYMENTS_PROVIDER names. */
export const createPaymentGateway = (dependencies: StripeDeps): PaymentGateway =>
  config(sections.payments).PAYMENTS_PROVIDER === 'stripe'
    ? createStripeGateway(dependencies)
    : createSandboxGateway();

/**
 * For functions that move money, when they start: it is better that they do not than that parcels leave for nothing.
 *
 * @throws Error outside the local and dev stages with the sandbox; on prod with a test key; without a key
 */
export const requirePayments = (): void => {
  const { STAGE } = readConfig(sections.runtime);
  if (readConfig(sections.payments).PAYMENTS_PROVIDER === 'sandbox') {
    if (!STAGES_WITHOUT_MONEY.includes(STAGE))
      throw new Error(`sandbox payments are refused on the stage ${STAGE}`);
    return;
  }
  const { STRIPE_SECRET_KEY: key } = readConfig(sections.stripe);
  if (STAGE === 'prod' && !key.includes('_live_'))
    throw new Error('a test key takes no money: on prod STRIPE_SECRET_KEY must be a live one');
};
