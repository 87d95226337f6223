import { config } from '../platform/config/config.ts';
import type { PaymentGateway } from './payments.gateway.ts';

/** Tokens that decide how a sandbox charge ends; any other is charged. */
export const sandboxTokens = {
  success: 'tok_success',
  declined: 'tok_declined',
  unreachable: 'tok_unreachable',
} as const;

const STAGES_WITHOUT_MONEY = ['local', 'dev'];

/**
 * Takes no money: for trying things out.
 *
 * @throws Error outside the local and dev stages, where orders must be paid for
 */
export const createSandboxGateway = (): PaymentGateway => {
  const { STAGE } = config('runtime');
  if (!STAGES_WITHOUT_MONEY.includes(STAGE))
    throw new Error(`sandbox payments are refused on the stage ${STAGE}`);
  return {
    charge: async ({ paymentToken, idempotencyKey }) => {
      if (paymentToken === sandboxTokens.declined)
        return Promise.resolve({ kind: 'declined', reason: 'card declined' });
      if (paymentToken === sandboxTokens.unreachable) throw new Error('the payment provider does not answer');
      return Promise.resolve({ kind: 'paid', provider: 'sandbox', reference: `sandbox_${idempotencyKey}` });
    },
  };
};
