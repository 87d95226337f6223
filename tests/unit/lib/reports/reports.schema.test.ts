import { describe, expect, it } from '@jest/globals';
import { report } from '../../../../lib/reports/reports.schema.ts';

/** As the first version stored it. Never change it: rows like this are in databases. */
const figures = {
  orders: {
    placed: 2,
    byState: { shipped: 1, cancelled: 1 },
    funnel: { placed: 2, validated: 2, paid: 1, shipped: 1 },
  },
  revenue: [{ currency: 'USD', cents: 1450, payments: 1, averageCents: 1450, refundedCents: 0, refunds: 0 }],
  products: {
    best: [{ productId: '01900000-0000-7000-8000-000000000001', name: 'Ceramic mug', quantity: 1 }],
    worst: [{ productId: '01900000-0000-7000-8000-000000000002', name: 'Field notebook', quantity: 0 }],
    lowStock: [{ productId: '01900000-0000-7000-8000-000000000003', name: 'Desk lamp', stock: 2 }],
  },
  users: { new: 1, active: 2 },
  messages: { sent: 3, rooms: 1, newRooms: 0 },
  jobs: { completed: 9, failed: 1, waitSeconds: { median: 0.05, p95: 1.2 } },
  mails: { written: 2, sent: 2 },
};
const stored = {
  kind: 'daily',
  date: '2026-11-21',
  until: '2026-11-22',
  zone: 'America/New_York',
  final: true,
  figures,
  previous: { ...figures, revenue: [], jobs: { completed: 0, failed: 0, waitSeconds: null } },
  generatedAt: '2026-11-22T07:00:00.000Z',
};

describe('a report that was stored by an earlier version', () => {
  it('can still be read: a figure that was added since is optional', () => {
    expect(report.safeParse(stored).error).toBeUndefined();
  });
});
