import * as z from 'zod';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';

/** What all contenders are: a function behind the HTTP API. */
export type Handler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** What a module of a contender exports. */
export interface ContenderModule {
  /** @param verifies whether callers must show who they are */
  readonly createHandler: (verifies: boolean) => Handler;
}

export interface Line {
  readonly productId: string;
  readonly quantity: number;
}

/** What all of them do with an order, which is nothing: no database, no network. */
export const placed = ({ items }: { readonly items: readonly Line[] }) => ({
  id: '01989a3f-2a6b-7c1e-9f4e-3a1c5b7d9e0f',
  state: 'pending',
  items: items.map(({ productId, quantity }) => ({ productId, quantity, priceCents: 500 })),
  totalCents: items.reduce((sum, { quantity }) => sum + quantity * 500, 0),
});

/** For the rivals a schema as their user writes it: that of the routes, without its descriptions. */
export const placement = z.strictObject({
  items: z
    .array(z.strictObject({ productId: z.guid(), quantity: z.number().int().min(1).max(1000) }))
    .min(1)
    .max(100),
  paymentToken: z.string().min(1).max(255),
});
export type Placement = z.infer<typeof placement>;

/** What is answered, for those who parse that too: a field that it does not name does not leave. */
export const placedOrder = z.object({
  id: z.guid(),
  state: z.string(),
  items: z.array(z.object({ productId: z.guid(), quantity: z.number().int(), priceCents: z.number().int() })),
  totalCents: z.number().int(),
});
