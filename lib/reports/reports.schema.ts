import * as z from 'zod';
import { orderStates } from '../orders/orders.schema.ts';

const amount = z.object({ currency: z.string(), cents: z.number().int() });

export const figures = z.object({
  orders: z.number().int(),
  ordersByState: z.partialRecord(z.enum(orderStates), z.number().int()),
  revenue: z.array(amount).describe('Paid in the period, one entry a currency'),
  bestProducts: z.array(z.object({ productId: z.guid(), name: z.string(), quantity: z.number().int() })),
  newUsers: z.number().int(),
  messages: z.number().int(),
  jobs: z.object({ completed: z.number().int(), failed: z.number().int() }),
});
export type Figures = Readonly<z.infer<typeof figures>>;

export const localDate = z.iso.date().describe('A date in the time zone of the reports');

export const report = z.object({
  kind: z.literal('daily'),
  date: localDate,
  zone: z.string(),
  final: z.boolean().describe('False while the day is not over: the figures can still change'),
  figures,
  previous: figures.describe('The same figures of the day before'),
  generatedAt: z.iso.datetime(),
});
export type Report = Readonly<z.infer<typeof report>>;

export const reportRequest = z.strictObject({ date: localDate });
export const reportJob = z.object({
  jobId: z.guid().nullable().describe('Null when one is at work for this date already'),
  date: localDate,
});
export type ReportJob = Readonly<z.infer<typeof reportJob>>;
