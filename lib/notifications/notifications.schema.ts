import * as z from 'zod';

export const notification = z.object({
  id: z.guid(),
  type: z.string().describe('Such as `order.shipped`'),
  message: z.string(),
  createdAt: z.iso.datetime(),
});
