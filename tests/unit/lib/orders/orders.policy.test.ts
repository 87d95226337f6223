import { describe, expect, it } from '@jest/globals';
import { actionsOn, actorFor, visibleTo, type Viewer } from '../../../../lib/orders/orders.policy.ts';
import { orderStates, type OrderAction, type OrderState } from '../../../../lib/orders/orders.schema.ts';

const OWNER = '01900000-0000-7000-8000-00000000c001';
const OTHER = '01900000-0000-7000-8000-00000000c002';
const viewers = {
  'its customer': { userId: OWNER, isAdmin: false },
  'another customer': { userId: OTHER, isAdmin: false },
  'an administrator': { userId: OTHER, isAdmin: true },
  'an administrator whose own it is': { userId: OWNER, isAdmin: true },
} as const satisfies Record<string, Viewer>;
type Role = keyof typeof viewers;

/** Written here again from the rules, not taken from the code. */
const expected: Readonly<Record<OrderState, Readonly<Record<Role, readonly OrderAction[]>>>> = (() => {
  const nobody = {
    'its customer': [],
    'another customer': [],
    'an administrator': [],
    'an administrator whose own it is': [],
  } as const;
  const cancellable = {
    'its customer': ['cancel'],
    'another customer': [],
    'an administrator': ['cancel'],
    'an administrator whose own it is': ['cancel'],
  } as const;
  const refundable = {
    'its customer': [],
    'another customer': [],
    'an administrator': ['refund'],
    'an administrator whose own it is': ['refund'],
  } as const;
  return {
    pending: cancellable,
    validated: cancellable,
    paying: nobody,
    paid: refundable,
    payment_failed: nobody,
    shipped: refundable,
    cancelled: nobody,
    refunding: nobody,
    refunded: nobody,
  };
})();

describe.each(orderStates)('of an order that is %s', state => {
  it.each(Object.keys(viewers) as Role[])('%s can do what the rules say, and no more', role => {
    expect(actionsOn({ userId: OWNER, state }, viewers[role])).toEqual(expected[state][role]);
  });
});

describe('orders are visible', () => {
  it('to their customer alone, and to administrators', () => {
    expect(visibleTo({ userId: OWNER, isAdmin: false })).toBe(OWNER);
    expect(visibleTo({ userId: OTHER, isAdmin: true })).toBeNull();
  });
});

describe('who changed an order', () => {
  const order = { userId: OWNER };
  it.each([
    ['its customer, to themselves', OWNER, viewers['its customer'], { actor: 'customer', actorId: OWNER }],
    ['its customer, to staff', OWNER, viewers['an administrator'], { actor: 'customer', actorId: OWNER }],
    [
      'staff, to the customer without a name',
      OTHER,
      viewers['its customer'],
      { actor: 'staff', actorId: null },
    ],
    ['staff, to staff', OTHER, viewers['an administrator'], { actor: 'staff', actorId: OTHER }],
    ['the workflow', 'workflow', viewers['its customer'], { actor: 'system', actorId: null }],
    ['the workflow, to staff', 'workflow', viewers['an administrator'], { actor: 'system', actorId: null }],
  ] as const)('is shown as %s', (_what, actor, viewer, shown) => {
    expect(actorFor(actor, order, viewer)).toEqual(shown);
  });
});
