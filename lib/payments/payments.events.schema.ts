import * as z from 'zod';

export const received = z.object({ received: z.literal(true) });
export type Received = Readonly<z.infer<typeof received>>;
