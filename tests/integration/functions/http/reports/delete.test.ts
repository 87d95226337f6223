import { beforeEach, describe, expect, it } from '@jest/globals';
import { handler } from '../../../../../functions/http/reports/delete.ts';
import { reportRepository } from '../../../../../lib/reports/reports.repository.ts';
import { createUser } from '../../../../support/builders.ts';
import { useHttp } from '../../../../support/http.ts';
import { sampleReport } from '../../../../support/report-samples.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);
const params = { kind: 'daily', date: '2026-11-21' };

beforeEach(async () => {
  await reportRepository.save(database.db, sampleReport());
  await reportRepository.save(database.db, sampleReport({}, { date: '2026-11-20' }));
});
const left = async () =>
  (await database.rows('select period_start::text as date from reports order by 1')).map(({ date }) => date);

describe('DELETE /reports/{kind}/{date}', () => {
  it('deletes one report, and answers 404 when it is gone', async () => {
    const admin = await createUser(database.db, { role: 'admin' });
    const { status, body } = await call(handler, { as: admin, params });
    expect([status, body]).toEqual([204, undefined]);
    expect(await left()).toEqual(['2026-11-20']);
    const again = await call(handler, { as: admin, params });
    expect(again.status).toBe(404);
    expect(again.body).toMatchObject({ code: 'report.not_found' });
  });

  it.each([
    ['/path/kind', { kind: 'hourly' }],
    ['/path/date', { date: '2026-02-30' }],
  ])('refuses %s of %j with 400', async (pointer, other) => {
    const admin = await createUser(database.db, { role: 'admin' });
    const { status, body } = await call(handler, { as: admin, params: { ...params, ...other } });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'request.invalid', errors: [{ pointer }] });
  });

  it('asks who is calling, with 401', async () => {
    expect((await call(handler, { params })).status).toBe(401);
  });

  it('is for administrators, with 403 for others', async () => {
    expect((await call(handler, { as: await createUser(database.db), params })).status).toBe(403);
    expect(await left()).toEqual(['2026-11-20', '2026-11-21']);
  });
});
