import * as z from 'zod';

export const product = z.object({
  id: z.guid(),
  name: z.string(),
  description: z.string(),
  priceCents: z.number().int().describe('In hundredths of the currency'),
  currency: z.string().describe('ISO 4217'),
  stock: z.number().int().min(0),
});
export type Product = Readonly<z.infer<typeof product>>;
