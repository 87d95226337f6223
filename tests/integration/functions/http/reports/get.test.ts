import { beforeAll, describe, expect, it } from '@jest/globals';
import { handler } from '../../../../../functions/http/reports/get.ts';
import { reportCsv } from '../../../../../lib/reports/reports.csv.ts';
import { reportRepository } from '../../../../../lib/reports/reports.repository.ts';
import { createUser } from '../../../../support/builders.ts';
import { useHttp } from '../../../../support/http.ts';
import { noFigures, revenueOf, sampleReport, soldProduct } from '../../../../support/report-samples.ts';
import { useDatabase } from '../../../../support/use-database.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';

const database = useDatabase();
const { call } = useHttp(database);

const params = { kind: 'daily', date: '2026-11-21' };
const report = sampleReport({
  revenue: [revenueOf('USD', 7250, 2)],
  products: { best: [soldProduct('=Mug', 3)], worst: [], lowStock: [] },
});
let admin: Principal;

beforeAll(async () => {
  admin = await createUser(database.db, { role: 'admin' });
  await reportRepository.save(database.db, report);
});

const get = (accept?: string, of: Readonly<Record<string, string>> = params) =>
  call(handler, { as: admin, params: of, headers: accept === undefined ? {} : { accept } });

describe('GET /reports/{kind}/{date}', () => {
  it.each([undefined, '*/*', 'application/json', 'image/png'])(
    'answers to Accept %p with JSON',
    async accept => {
      const { status, headers, body } = await get(accept);
      expect(status).toBe(200);
      expect(headers).toMatchObject({
        'content-type': 'application/json',
        vary: 'accept',
        'cache-control': 'no-store',
      });
      expect(body).toEqual({ data: report });
    },
  );

  it('answers with CSV', async () => {
    const { status, headers, body } = await get('text/csv');
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', vary: 'accept' });
    expect(body).toBe(reportCsv(report));
    expect(body).toContain(`best sold,'=Mug`);
  });

  it.each(['text/html', 'text/csv;q=0.5, text/html', 'text/html,application/xhtml+xml,*/*;q=0.8'])(
    'answers to Accept %p with a page that may load and run nothing',
    async accept => {
      const { status, headers, body } = await get(accept);
      expect(status).toBe(200);
      expect(headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        vary: 'accept',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      });
      expect(body).toMatch(/^<!doctype html>.*Saturday, 21 November 2026.*<\/html>\s*$/s);
    },
  );

  it('shows in its chart the periods before, and a gap where one has no report', async () => {
    for (const [date, cents] of [
      ['2026-11-18', 100_000],
      ['2026-11-20', 50_000],
    ] as const)
      await reportRepository.save(
        database.db,
        sampleReport({ revenue: [revenueOf('USD', cents)] }, { date }),
      );
    const { body } = await get('text/html');
    for (const date of ['18 Nov', '19 Nov', '20 Nov', '21 Nov']) expect(body).toContain(`>${date}</text>`);
    expect(body).not.toContain('>17 Nov</text>');
  });

  it('shows a report that was made before a figure was added', async () => {
    const date = '2026-11-10';
    await reportRepository.save(database.db, sampleReport({}, { date }));
    // Figures that are gone since are no hindrance either.
    await database.rows(
      `update reports set figures = jsonb_set(figures, '{figures,parcels}', '3') where period_start = $1`,
      [date],
    );
    const { status, body } = await get('application/json', { ...params, date });
    expect(status).toBe(200);
    expect(body).toMatchObject({ data: { figures: noFigures } });
  });

  it.each([
    ['another date', { date: '2026-11-22' }],
    ['another kind', { kind: 'weekly' }],
    ['a date long from now', { date: '9999-12-31' }],
  ])('answers 404 for %s', async (_, other) => {
    for (const accept of ['application/json', 'text/csv', 'text/html']) {
      const { status, headers, body } = await get(accept, { ...params, ...other });
      expect(status).toBe(404);
      expect(headers['content-type']).toBe('application/problem+json');
      expect(body).toMatchObject({ code: 'report.not_found' });
    }
  });

  it.each([
    ['/path/kind', { kind: 'hourly' }],
    ['/path/date', { date: '2026-02-30' }],
    ['/path/date', { date: 'yesterday' }],
    ['/path/date', { date: '0000-01-01' }],
  ])('refuses %s of %j with 400', async (pointer, other) => {
    const { status, body } = await get(undefined, { ...params, ...other });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'request.invalid', errors: [{ pointer }] });
  });

  it('asks who is calling, with 401', async () => {
    expect((await call(handler, { params })).status).toBe(401);
  });

  it('is for administrators, with 403 for others, whether there is a report or not', async () => {
    const ada = await createUser(database.db);
    for (const date of [params.date, '2026-11-22'])
      expect((await call(handler, { as: ada, params: { ...params, date } })).status).toBe(403);
  });
});
