import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { handler } from '../../../../../functions/http/reports/generate.ts';
import { handler as reports } from '../../../../../functions/queues/reports.ts';
import { localDateAt, periodBefore, periodStart } from '../../../../../lib/reports/reports.calendar.ts';
import { reportJob } from '../../../../../lib/reports/reports.schema.ts';
import { createUser } from '../../../../support/builders.ts';
import { useHttp } from '../../../../support/http.ts';
import { useDatabase } from '../../../../support/use-database.ts';
import { useQueues } from '../../../../support/use-queues.ts';

const ZONE = 'America/New_York';
const database = useDatabase();
const { call } = useHttp(database);
const queues = useQueues();
beforeEach(async () => {
  queues.empty();
  for (const table of ['reports', 'jobs']) await database.rows(`delete from ${table}`);
});

const answer = z.object({ data: reportJob });
const body = { kind: 'daily', date: '2026-01-05' };
const today = (): string => localDateAt(new Date(), ZONE);
const dayAfter = (date: string): string => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
const jobCount = () => database.value('select count(*) from jobs');

describe('POST /reports', () => {
  it.each([
    ['daily', '2026-01-06'],
    // A Monday.
    ['weekly', '2026-01-05'],
    ['monthly', '2026-01-01'],
  ])('has a %s report generated in the background', async (kind, date) => {
    const admin = await createUser(database.db, { role: 'admin' });
    const { status, body: asked } = await call(handler, { as: admin, body: { kind, date } });
    expect(status).toBe(202);
    const { data } = answer.parse(asked);
    expect(data).toMatchObject({ kind, date });
    await queues.deliver('reports', reports);
    expect(await database.value('select state from jobs where id = $1', [data.jobId])).toBe('completed');
    expect(await database.rows('select kind, period_start::text as date, final from reports')).toEqual([
      { kind, date, final: true },
    ]);
  });

  it('has a provisional report generated of the day that is not over', async () => {
    const admin = await createUser(database.db, { role: 'admin' });
    const { status } = await call(handler, { as: admin, body: { ...body, date: today() } });
    expect(status).toBe(202);
    await queues.deliver('reports', reports);
    expect(await database.value('select final from reports')).toBe(false);
  });

  it('names no job when one for the period is at work already', async () => {
    const admin = await createUser(database.db, { role: 'admin' });
    await call(handler, { as: admin, body });
    const { status, body: asked } = await call(handler, { as: admin, body });
    expect(status).toBe(202);
    expect(answer.parse(asked).data).toEqual({ ...body, jobId: null });
    expect(await jobCount()).toBe(1);
  });

  it('answers the same for one Idempotency-Key, also when its report is made by then', async () => {
    const admin = await createUser(database.db, { role: 'admin' });
    const request = { as: admin, body, headers: { 'idempotency-key': randomUUID() } };
    const first = await call(handler, request);
    await queues.deliver('reports', reports);
    expect((await call(handler, request)).body).toEqual(first.body);
    expect(await jobCount()).toBe(1);
  });

  it('says with 409 when to ask again while a twin of the request is at work', async () => {
    const admin = await createUser(database.db, { role: 'admin' });
    const twin = await database.db.connect();
    await twin.query('begin');
    await twin.query(
      `insert into idempotency_keys (scope, key, fingerprint, snapshot) values ($1, 'twin', '', '{}')`,
      [`${admin.userId} POST /reports`],
    );
    const headers = { 'idempotency-key': 'twin' };
    const { status, headers: answered, body: problem } = await call(handler, { as: admin, body, headers });
    await twin.query('rollback');
    twin.release();
    expect([status, answered['retry-after']]).toEqual([409, '1']);
    expect(problem).toMatchObject({ code: 'idempotency.in_flight' });
  });

  it('refuses an Idempotency-Key that was used for another period, with 422', async () => {
    const admin = await createUser(database.db, { role: 'admin' });
    const headers = { 'idempotency-key': randomUUID() };
    await call(handler, { as: admin, body, headers });
    const { status, body: problem } = await call(handler, {
      as: admin,
      body: { ...body, date: '2026-01-06' },
      headers,
    });
    expect(status).toBe(422);
    expect(problem).toMatchObject({ code: 'idempotency.key_reused' });
  });

  it.each([
    ['weekly', '2026-01-06', '2026-01-05'],
    ['monthly', '2026-01-31', '2026-01-01'],
  ])('says with 409 on which date the %s period that holds %s starts', async (kind, date, start) => {
    const admin = await createUser(database.db, { role: 'admin' });
    const { status, body: problem } = await call(handler, { as: admin, body: { kind, date } });
    expect(status).toBe(409);
    expect(problem).toMatchObject({ code: 'report.no_such_period', detail: expect.stringContaining(start) });
    expect(await jobCount()).toBe(0);
  });

  it.each([
    ['daily', () => dayAfter(today())],
    ['weekly', () => '2199-12-30'],
    ['monthly', () => '9999-12-01'],
  ])('refuses a %s period that has not begun, with 409', async (kind, date) => {
    const admin = await createUser(database.db, { role: 'admin' });
    const { status, body: problem } = await call(handler, { as: admin, body: { kind, date: date() } });
    expect(status).toBe(409);
    expect(problem).toMatchObject({ code: 'report.future_date', detail: expect.stringContaining(today()) });
  });

  it('takes the latest week that is over', async () => {
    const admin = await createUser(database.db, { role: 'admin' });
    const { date } = periodBefore({ kind: 'weekly', date: periodStart('weekly', today(), ZONE) }, ZONE);
    const { status } = await call(handler, { as: admin, body: { kind: 'weekly', date } });
    expect(status).toBe(202);
  });

  it.each([
    ['/body/kind', { kind: undefined }],
    ['/body/kind', { kind: 'hourly' }],
    ['/body/date', { date: undefined }],
    ['/body/date', { date: '2026-02-30' }],
    ['/body/date', { date: '2026-02-29' }],
    ['/body/date', { date: '2026-1-5' }],
    ['/body/date', { date: '2026-01-05T00:00:00Z' }],
    ['/body/date', { date: '0000-01-01' }],
    ['/body/date', { date: '1969-12-31' }],
    ['/body/date', { date: 20260105 }],
    ['/body/zone', { zone: 'Europe/Berlin' }],
  ])('refuses %s of %j with 400', async (pointer, fields) => {
    const admin = await createUser(database.db, { role: 'admin' });
    const { status, body: problem } = await call(handler, { as: admin, body: { ...body, ...fields } });
    expect(status).toBe(400);
    expect(problem).toMatchObject({ code: 'request.invalid', errors: [{ pointer }] });
  });

  it('refuses an Idempotency-Key that is too long, with 400', async () => {
    const admin = await createUser(database.db, { role: 'admin' });
    const headers = { 'idempotency-key': 'x'.repeat(256) };
    expect((await call(handler, { as: admin, body, headers })).status).toBe(400);
  });

  it('refuses a body that is no JSON with 415', async () => {
    const admin = await createUser(database.db, { role: 'admin' });
    const headers = { 'content-type': 'text/plain' };
    expect((await call(handler, { as: admin, text: 'daily', headers })).status).toBe(415);
  });

  it('refuses a body that is too large with 413', async () => {
    const admin = await createUser(database.db, { role: 'admin' });
    const kind = 'x'.repeat(300_000);
    expect((await call(handler, { as: admin, body: { ...body, kind } })).status).toBe(413);
  });

  it('asks who is calling, with 401', async () => {
    expect((await call(handler, { body })).status).toBe(401);
  });

  it('is for administrators, with 403 for others', async () => {
    const { status, body: problem } = await call(handler, { as: await createUser(database.db), body });
    expect(status).toBe(403);
    expect(problem).toMatchObject({ code: 'auth.forbidden' });
    expect(await jobCount()).toBe(0);
  });
});
