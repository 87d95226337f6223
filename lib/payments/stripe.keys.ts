import { isRememberedOutage } from './stripe.errors.ts';

/**
 * Asks with one key for all attempts; once more with a key of this attempt, when all that Stripe remembers is an error that
 * settles nothing.
 *
 * @param settlesNothing by default of an outage alone: what else is remembered is the answer
 */
export const onceBy = async <T>(
  key: string,
  attempt: number,
  ask: (options: { readonly idempotencyKey: string }) => Promise<T>,
  settlesNothing: (error: unknown) => boolean = isRememberedOutage,
): Promise<T> => {
  try {
    return await ask({ idempotencyKey: key });
  } catch (error) {
    if (!settlesNothing(error)) throw error;
    return ask({ idempotencyKey: `${key}-${attempt}` });
  }
};
