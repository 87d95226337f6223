import { orderActions, type OrderAction, type OrderEvent, type OrderState } from './orders.schema.ts';
import { isLegal, type TransitionName } from './orders.states.ts';

/** Who looks at an order. */
export interface Viewer {
  readonly userId: string;
  /** Whether they are an administrator whose session stands. */
  readonly isAdmin: boolean;
}

interface Viewed {
  readonly userId: string;
  readonly state: OrderState;
}

const transitionOf: Readonly<Record<OrderAction, TransitionName>> = {
  cancel: 'cancel',
  refund: 'startRefund',
};

const mayDo: Readonly<Record<OrderAction, (viewer: Viewer, order: Viewed) => boolean>> = {
  cancel: (viewer, order) => viewer.isAdmin || viewer.userId === order.userId,
  refund: viewer => viewer.isAdmin,
};

/** What this viewer can do with this order as it stands now. */
export const actionsOn = (order: Viewed, viewer: Viewer): OrderAction[] =>
  orderActions.filter(action => mayDo[action](viewer, order) && isLegal(transitionOf[action], order.state));

/** Whose orders a viewer sees: one user's, or everybody's (null). */
export const visibleTo = ({ userId, isAdmin }: Viewer): string | null => (isAdmin ? null : userId);

/** Users are known by their ids; parts of Strata sign with a name. */
const USER_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Who changed an order, as its viewer may know it: customers learn that it was staff, not who. */
export const actorFor = (
  actor: string,
  order: Pick<Viewed, 'userId'>,
  viewer: Viewer,
): Pick<OrderEvent, 'actor' | 'actorId'> => {
  if (actor === order.userId) return { actor: 'customer', actorId: actor };
  if (!USER_ID.test(actor)) return { actor: 'system', actorId: null };
  return { actor: 'staff', actorId: viewer.isAdmin ? actor : null };
};
