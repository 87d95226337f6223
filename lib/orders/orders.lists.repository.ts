import * as z from 'zod';
import type { Executor } from '../platform/db/database.ts';
import { orderStates, storedOrder, type OrderFilter, type OrderPosition } from './orders.schema.ts';
import { orderColumns, ORDER_ITEMS } from './orders.views.repository.ts';

const listedOrder = storedOrder.extend({ placedAt: z.string() });
type ListedOrder = Readonly<z.infer<typeof listedOrder>>;

const storedEvent = z.object({
  from: z.enum(orderStates).nullable(),
  to: z.enum(orderStates),
  actor: z.string(),
  reason: z.string().nullable(),
  at: z.string(),
});
type StoredEvent = Readonly<z.infer<typeof storedEvent>>;

/** Orders as somebody sees them, and what happened to one. */
export const orderListRepository = {
  /** The latest first, from after a position. */
  async list(
    db: Executor,
    visibleTo: string | null,
    { userId, state, createdFrom, createdTo }: Omit<OrderFilter, 'limit' | 'cursor'>,
    { after, limit }: { after: OrderPosition | undefined; limit: number },
  ): Promise<readonly ListedOrder[]> {
    const rows = await db.query(
      `-- orders.list: absent filters are null, and the planner drops them
       select ${orderColumns(ORDER_ITEMS)},
              to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "placedAt"
       from orders
       where ($1::uuid is null or user_id = $1)
         and ($2::uuid is null or user_id = $2)
         and ($3::text is null or state = $3)
         and ($4::timestamptz is null or created_at >= $4)
         and ($5::timestamptz is null or created_at < $5)
         and ($6::timestamptz is null or (created_at, id) < ($6, $7::uuid))
       order by created_at desc, id desc
       limit $8`,
      [
        visibleTo,
        userId ?? null,
        state ?? null,
        createdFrom ?? null,
        createdTo ?? null,
        after?.placedAt ?? null,
        after?.id ?? null,
        limit,
      ],
    );
    return rows.map(row => listedOrder.parse(row));
  },

  /** In the order in which they happened. An order has a handful at the most. */
  async events(db: Executor, id: string): Promise<readonly StoredEvent[]> {
    const rows = await db.query(
      `-- order_events.list
       select from_state as "from", to_state as "to", actor, detail as reason, created_at as at
       from order_events
       where order_id = $1
       order by id`,
      [id],
    );
    return rows.map(row => storedEvent.parse(row));
  },
} as const;

export type OrderListRepository = typeof orderListRepository;
