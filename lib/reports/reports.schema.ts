import * as z from 'zod';
import { orderStates } from '../orders/orders.schema.ts';

export const reportKinds = ['daily', 'weekly', 'monthly'] as const;
export type ReportKind = (typeof reportKinds)[number];

const count = z.int();
const sold = z.object({ productId: z.guid(), name: z.string(), quantity: count });

export const figures = z.object({
  orders: z.object({
    placed: count.describe('Placed in the period'),
    byState: z.partialRecord(z.enum(orderStates), count).describe('Where those are now'),
    funnel: z
      .object({ placed: count, validated: count, paid: count, shipped: count })
      .describe('How many of those got at least so far'),
  }),
  revenue: z
    .array(
      z.object({
        currency: z.string().describe('ISO 4217'),
        cents: count.describe('Payments that arrived in the period, in hundredths of the currency'),
        payments: count.describe('How many those were'),
        averageCents: count.describe('Of one of those payments; 0 when there was none'),
        refundedCents: count.describe('Given back in the period, also of earlier payments'),
        refunds: count,
      }),
    )
    .describe('An entry for each currency, the one with the most payments first; 200 at most'),
  products: z.object({
    best: z
      .array(sold)
      .describe('Most pieces in orders of the period that were paid for and not given back; five at most'),
    worst: z.array(sold).describe('On sale at its end and sold the least, or not at all; five at most'),
    lowStock: z
      .array(z.object({ productId: z.guid(), name: z.string(), stock: count }))
      .describe('On sale with fewer than ten left when this was generated; five at most'),
  }),
  users: z.object({ new: count, active: count.describe('Ordered, wrote or signed in') }),
  messages: z.object({
    sent: count,
    rooms: count.describe('Rooms in which something was said'),
    newRooms: count,
  }),
  jobs: z.object({
    completed: count,
    failed: count,
    waitSeconds: z
      .object({ median: z.number(), p95: z.number() })
      .nullable()
      .describe('From due to begun, to a hundredth of a second; null when none ended'),
  }),
  mails: z.object({ written: count, sent: count }),
});
export type Figures = Readonly<z.infer<typeof figures>>;

/** Long before the first order, and a date that Postgres has, unlike the year 0. */
const EARLIEST = '1970-01-01';
export const localDate = z.iso
  .date()
  .refine(date => date >= EARLIEST, `must be ${EARLIEST} or later`)
  .describe('A date in the time zone of the reports');
export const reportKind = z.enum(reportKinds);

/** A period is named by its kind and its first date: weeks start on Monday, months on the first. */
export const reportKey = z.strictObject({
  kind: reportKind,
  date: localDate.describe('The first date of the period: of a week its Monday, of a month the first'),
});
export type ReportKey = Readonly<z.infer<typeof reportKey>>;

export const reportSummary = z.object({
  kind: reportKind,
  date: localDate.describe('The first date of the period'),
  until: localDate.describe('The first date after it'),
  zone: z.string().describe('Its midnights divide the periods'),
  final: z.boolean().describe('False while the period is not over: the figures can still change'),
  generatedAt: z.iso.datetime(),
});
export type ReportSummary = Readonly<z.infer<typeof reportSummary>>;

export const report = reportSummary.extend({
  figures,
  previous: figures.describe('The figures of the period before'),
});
export type Report = Readonly<z.infer<typeof report>>;

export const reportJob = z.object({
  jobId: z.guid().nullable().describe('Null when a job for this period is at work already'),
  kind: reportKind,
  date: localDate,
});
export type ReportJob = Readonly<z.infer<typeof reportJob>>;

/** The revenue of one period of a series. */
export const trendPoint = z.object({
  date: localDate,
  revenue: z.array(z.object({ currency: z.string(), cents: count })),
});
export type TrendPoint = Readonly<z.infer<typeof trendPoint>>;
