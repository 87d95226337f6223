import type { OrderState } from './orders.schema.ts';

interface Transition {
  /** The states in which it is legal: the UPDATE names them, so that a late or repeated step changes nothing. */
  readonly from: readonly OrderState[];
  readonly to: OrderState;
}

/** Every change of state an order can make after it was placed, and nothing else changes one. */
export const transitions = {
  validate: { from: ['pending'], to: 'validated' },
  startPaying: { from: ['validated'], to: 'paying' },
  markPaid: { from: ['paying'], to: 'paid' },
  failPayment: { from: ['paying'], to: 'payment_failed' },
  ship: { from: ['paid'], to: 'shipped' },
} as const satisfies Record<string, Transition>;

export type TransitionName = keyof typeof transitions;
