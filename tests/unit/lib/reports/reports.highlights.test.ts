import { expect, it } from '@jest/globals';
import { attentionOf, keyFigures } from '../../../../lib/reports/reports.highlights.ts';
import { noFigures, revenueOf, sampleReport, soldProduct } from '../../../support/report-samples.ts';

const { productId } = soldProduct('', 0);

it('names what is running out, what failed and what was not sent, in words', () => {
  const lowStock = [
    { productId, name: 'Mug', stock: 0 },
    { productId, name: 'Tea', stock: 4 },
  ];
  const report = sampleReport({
    products: { ...noFigures.products, lowStock },
    jobs: { completed: 10, failed: 1200, waitSeconds: null },
    mails: { written: 10, sent: 9 },
  });
  expect(attentionOf(report)).toEqual([
    'Running out: Mug (none left), Tea (4 left).',
    '1,200 jobs failed.',
    '1 mail had not been sent when this was made.',
  ]);
});

it('keeps the number left beside its product, in whatever direction that is written', () => {
  const lowStock = [
    { productId, name: '\u202egum', stock: 2 },
    { productId, name: 'قهوة', stock: 3 },
  ];
  const report = sampleReport({ products: { ...noFigures.products, lowStock } });
  expect(attentionOf(report)).toEqual(['Running out: gum (2 left), \u2068قهوة\u2069 (3 left).']);
});

it('says nothing when all is well', () => {
  expect(attentionOf(sampleReport({ mails: { written: 3, sent: 3 } }))).toEqual([]);
});

it('shows the revenue in the three currencies used most, however many there are', () => {
  const revenue = ['USD', 'EUR', 'JPY', 'CHF'].map(currency => revenueOf(currency, 100));
  expect(keyFigures(sampleReport({ revenue })).map(({ label }) => label)).toEqual([
    'Orders',
    'Revenue in USD',
    'Revenue in EUR',
    'Revenue in JPY',
    'New users',
    'Active users',
    'Messages',
    'Failed jobs',
  ]);
});
