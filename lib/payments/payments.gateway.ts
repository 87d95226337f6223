import type { Charge, ChargeResult } from './payments.schema.ts';

/** Takes money through a payment provider. */
export interface PaymentGateway {
  /** @throws when the provider cannot be reached or does not say how the charge ended; asking again is safe */
  charge(charge: Charge): Promise<ChargeResult>;
}
