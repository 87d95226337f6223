import type { Figures, Report } from '../../lib/reports/reports.schema.ts';

/** Reports as they are stored, to be rendered. */

export const noFigures: Figures = {
  orders: { placed: 0, byState: {}, funnel: { placed: 0, validated: 0, paid: 0, shipped: 0 } },
  revenue: [],
  products: { best: [], worst: [], lowStock: [] },
  users: { new: 0, active: 0 },
  messages: { sent: 0, rooms: 0, newRooms: 0 },
  jobs: { completed: 0, failed: 0, waitSeconds: null },
  mails: { written: 0, sent: 0 },
};

export const revenueOf = (currency: string, cents: number, payments = 1) => ({
  currency,
  cents,
  payments,
  averageCents: Math.round(cents / payments),
  refundedCents: 0,
  refunds: 0,
});

/** A product that sold this often, or is left this often. */
export const soldProduct = (name: string, quantity: number) => ({
  productId: '01900000-0000-7000-8000-000000000001',
  name,
  quantity,
});

/** A report of an empty day, but for what is given. */
export const sampleReport = (figures: Partial<Figures> = {}, more: Partial<Report> = {}): Report => ({
  kind: 'daily',
  date: '2026-11-21',
  until: '2026-11-22',
  zone: 'America/New_York',
  final: true,
  figures: { ...noFigures, ...figures },
  previous: noFigures,
  generatedAt: '2026-11-22T07:00:00.000Z',
  ...more,
});
