import type { OrderState } from './orders.schema.ts';

interface Transition {
  /** The states in which it is legal: the UPDATE names them, so that a late or repeated step changes nothing. */
  readonly from: readonly OrderState[];
  readonly to: OrderState;
}

/** The state of an order that was just placed. */
export const initialState = 'pending' satisfies OrderState;

/** Every change of state an order can make after it was placed, and nothing else changes one. Drawn in docs/orders.md. */
export const transitions = {
  validate: { from: ['pending'], to: 'validated' },
  startPaying: { from: ['validated'], to: 'paying' },
  markPaid: { from: ['paying'], to: 'paid' },
  /** What was paid had been given back at the provider before the order knew that it was paid. */
  markGivenBack: { from: ['paying'], to: 'refunding' },
  failPayment: { from: ['paying'], to: 'payment_failed' },
  ship: { from: ['paid'], to: 'shipped' },
  cancel: { from: ['pending', 'validated'], to: 'cancelled' },
  startRefund: { from: ['paid', 'shipped'], to: 'refunding' },
  finishRefund: { from: ['refunding'], to: 'refunded' },
} as const satisfies Record<string, Transition>;

export type TransitionName = keyof typeof transitions;

/** Whether an order in this state can make this change. */
export const isLegal = (name: TransitionName, state: OrderState): boolean =>
  (transitions[name].from as readonly OrderState[]).includes(state);
