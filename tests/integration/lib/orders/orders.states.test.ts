import { beforeAll, describe, expect, it } from '@jest/globals';
import { orderRepository } from '../../../../lib/orders/orders.repository.ts';
import { orderStates, type OrderState } from '../../../../lib/orders/orders.schema.ts';
import { transitions, type TransitionName } from '../../../../lib/orders/orders.states.ts';
import { uuidv7 } from '../../../../lib/platform/ids/uuid.ts';
import { createUser } from '../../../support/builders.ts';
import { useDatabase } from '../../../support/use-database.ts';
import { trailOf } from '../../../support/workflow.ts';

const database = useDatabase();
let userId: string;

beforeAll(async () => {
  ({ userId } = await createUser(database.db));
});

/** The life of an order as it was agreed (DESIGN, section 6); written here again, not taken from the code. */
const legal: Readonly<
  Record<TransitionName, { readonly from: readonly OrderState[]; readonly to: OrderState }>
> = {
  validate: { from: ['pending'], to: 'validated' },
  startPaying: { from: ['validated'], to: 'paying' },
  markPaid: { from: ['paying'], to: 'paid' },
  markGivenBack: { from: ['paying'], to: 'refunding' },
  failPayment: { from: ['paying'], to: 'payment_failed' },
  ship: { from: ['paid'], to: 'shipped' },
  cancel: { from: ['pending', 'validated'], to: 'cancelled' },
  startRefund: { from: ['paid', 'shipped'], to: 'refunding' },
  finishRefund: { from: ['refunding'], to: 'refunded' },
};
const names = Object.keys(transitions) as TransitionName[];

const orderIn = async (state: OrderState): Promise<string> => {
  const id = uuidv7();
  await database.rows(
    `insert into orders (id, user_id, state, total_cents, currency) values ($1, $2, $3, 1, 'USD')`,
    [id, userId, state],
  );
  return id;
};
const read = async (id: string) => {
  const [row] = await database.rows('select state, version from orders where id = $1', [id]);
  return row;
};

describe.each(names)('the transition %s', name => {
  it.each(orderStates)('from %s', async state => {
    const { from, to } = legal[name];
    const isLegal = from.includes(state);
    const id = await orderIn(state);
    expect(await orderRepository.transition(database.db, id, name, 'test')).toBe(isLegal);
    expect(await read(id)).toEqual(isLegal ? { state: to, version: 2 } : { state, version: 1 });
    expect(await trailOf(database.db, id)).toEqual(isLegal ? [`${state} -> ${to}`] : []);
  });
});

describe('a transition', () => {
  it('happens once when twenty ask for it at the same moment', async () => {
    const id = await orderIn('pending');
    const changes = await Promise.all(
      Array.from({ length: 20 }, () => orderRepository.transition(database.db, id, 'validate', 'test')),
    );
    expect(changes.filter(changed => changed)).toHaveLength(1);
    expect(await trailOf(database.db, id)).toEqual(['pending -> validated']);
  });

  it('of an order that does not exist is none', async () => {
    expect(await orderRepository.transition(database.db, uuidv7(), 'validate', 'test')).toBe(false);
  });

  it('never leads out of an end, and only to states there are', () => {
    for (const { from, to } of Object.values(transitions)) {
      expect(orderStates).toContain(to);
      for (const state of ['cancelled', 'refunded', 'payment_failed']) expect(from).not.toContain(state);
    }
  });
});
