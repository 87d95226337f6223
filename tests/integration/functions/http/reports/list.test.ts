import { beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { handler } from '../../../../../functions/http/reports/list.ts';
import { encodeCursor } from '../../../../../lib/platform/http/page.ts';
import { reportListRepository } from '../../../../../lib/reports/reports.lists.repository.ts';
import { reportRepository } from '../../../../../lib/reports/reports.repository.ts';
import { reportSummary } from '../../../../../lib/reports/reports.schema.ts';
import { createUser } from '../../../../support/builders.ts';
import { useHttp } from '../../../../support/http.ts';
import { plansOf } from '../../../../support/plans.ts';
import { sampleReport } from '../../../../support/report-samples.ts';
import { useDatabase } from '../../../../support/use-database.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';

const database = useDatabase();
const { call } = useHttp(database);

const page = z.object({ data: z.array(reportSummary), nextCursor: z.string().nullable() });
const dates = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'];
let admin: Principal;

beforeAll(async () => {
  admin = await createUser(database.db, { role: 'admin' });
  for (const date of dates) await reportRepository.save(database.db, sampleReport({}, { date }));
  await reportRepository.save(
    database.db,
    sampleReport({}, { kind: 'weekly', date: '2026-11-16', until: '2026-11-23', final: false }),
  );
});

const list = async (query: Readonly<Record<string, string>> = {}) => {
  const { status, body } = await call(handler, { as: admin, query });
  expect(status).toBe(200);
  return page.parse(body);
};

describe('GET /reports', () => {
  it('lists the daily reports, newest first, without their figures', async () => {
    const { data, nextCursor } = await list();
    expect(data.map(({ date }) => date)).toEqual(dates.toReversed());
    expect(nextCursor).toBeNull();
    expect(Object.keys(data[0] ?? {}).sort()).toEqual([
      'date',
      'final',
      'generatedAt',
      'kind',
      'until',
      'zone',
    ]);
  });

  it('lists those of another kind', async () => {
    expect((await list({ kind: 'weekly' })).data).toMatchObject([
      { kind: 'weekly', date: '2026-11-16', until: '2026-11-23', final: false },
    ]);
    expect((await list({ kind: 'monthly' })).data).toEqual([]);
  });

  it('hands them on in pages, each once, also when new ones come meanwhile', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { data, nextCursor } = await list({ limit: '2', ...(cursor !== null && { cursor }) });
      seen.push(...data.map(({ date }) => date));
      cursor = nextCursor;
      await reportRepository.save(database.db, sampleReport({}, { date: '2026-11-21' }));
    } while (cursor !== null);
    expect(seen).toEqual(dates.toReversed());
    await reportRepository.remove(database.db, { kind: 'daily', date: '2026-11-21' });
  });

  it('reads a page by its index', async () => {
    await database.rows(
      `insert into reports (kind, period_start, period_end, zone, final, figures)
       select 'monthly', date, date, 'UTC', true, '{}' from generate_series(timestamp '1980-01-01', '2000-01-01', '1 day') as date`,
    );
    await database.rows('analyze reports');
    const [plan] = await plansOf(database.db, executor =>
      reportListRepository.list(executor, { kind: 'monthly', before: '1990-01-01', limit: 21 }),
    );
    expect(plan).toContain('reports_pkey');
    expect(plan).not.toContain('Sort');
    await database.rows(`delete from reports where kind = 'monthly'`);
  });

  it.each([
    ['/query/kind', { kind: 'hourly' }],
    ['/query/limit', { limit: '0' }],
    ['/query/limit', { limit: '101' }],
    ['/query/limit', { limit: 'all' }],
    ['/query/cursor', { cursor: 'nonsense' }],
    ['/query/cursor', { cursor: encodeCursor('0000-01-01') }],
    ['/query/cursor', { cursor: encodeCursor('2026-02-30') }],
    ['/query/cursor', { cursor: encodeCursor({ id: 1 }) }],
    ['/query/from', { from: '2026-01-01' }],
  ])('refuses %s of %j with 400', async (pointer, query) => {
    const { status, body } = await call(handler, { as: admin, query: { ...query } });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'request.invalid', errors: [{ pointer }] });
  });

  it('asks who is calling, with 401', async () => {
    expect((await call(handler)).status).toBe(401);
  });

  it('is for administrators, with 403 for others', async () => {
    expect((await call(handler, { as: await createUser(database.db) })).status).toBe(403);
  });
});
