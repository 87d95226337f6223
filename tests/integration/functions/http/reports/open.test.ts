import { beforeAll, describe, expect, it } from '@jest/globals';
import { handler } from '../../../../../functions/http/reports/open.ts';
import { signedUrl } from '../../../../../lib/platform/auth/signed-link.ts';
import { reportRepository } from '../../../../../lib/reports/reports.repository.ts';
import { setEnvironment } from '../../../../support/environment.ts';
import { useHttp } from '../../../../support/http.ts';
import { sampleReport } from '../../../../support/report-samples.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);
setEnvironment({ API_URL: 'https://api.strata.example', LINK_SECRET: 'a secret of thirty-two characters' });

const report = sampleReport();
const params = { kind: 'daily', date: report.date };
const PATH = `/reports/daily/${report.date}/page`;

beforeAll(async () => {
  await reportRepository.save(database.db, report);
  await reportRepository.save(database.db, sampleReport({}, { date: '2026-11-20' }));
});

interface Link {
  readonly expires: string;
  readonly signature: string;
}
const DAY = 86_400_000;
const linkTo = (path: string, daysAgo = 0): Link => {
  const { searchParams } = new URL(signedUrl(path, new Date(Date.now() - daysAgo * DAY)));
  return { expires: searchParams.get('expires') ?? '', signature: searchParams.get('signature') ?? '' };
};
const open = (query: Partial<Link>, of: Readonly<Record<string, string>> = params, accept = 'text/html') =>
  call(handler, { params: of, query: { ...query }, headers: { accept } });
const flipped = (text: string): string => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);

describe('GET /reports/{kind}/{date}/page', () => {
  it('opens the page of the report of a link, without a sign-in', async () => {
    const { status, headers, body } = await open(linkTo(PATH));
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      // The address would give the link away.
      'referrer-policy': 'no-referrer',
    });
    expect(body).toContain('Saturday, 21 November 2026');
  });

  it('answers with JSON to a program', async () => {
    expect((await open(linkTo(PATH), params, 'application/json')).body).toEqual({ data: report });
  });

  it('still opens it on the seventh day', async () => {
    expect((await open(linkTo(PATH, 6.9))).status).toBe(200);
  });

  it.each<readonly [string, () => Partial<Link>]>([
    ['has expired', () => linkTo(PATH, 7)],
    ['was made for another report', () => linkTo('/reports/daily/2026-11-20/page')],
    ['was made for another kind', () => linkTo(`/reports/weekly/${report.date}/page`)],
    ['was made for another path', () => linkTo(`/reports/daily/${report.date}`)],
    ['has another signature', () => ({ ...linkTo(PATH), signature: flipped(linkTo(PATH).signature) })],
    ['has half a signature', () => ({ ...linkTo(PATH), signature: linkTo(PATH).signature.slice(0, 20) })],
    ['was made to last longer', () => ({ ...linkTo(PATH), expires: '99999999999' })],
  ])('refuses a link that %s, with 403', async (_, link) => {
    const { status, headers, body } = await open(link());
    expect(status).toBe(403);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(body).toMatchObject({ code: 'report.link_expired' });
  });

  it('tells nobody without a link whether there is a report', async () => {
    const unsigned = { expires: '99999999999', signature: 'x' };
    const answers = [await open(unsigned), await open(unsigned, { ...params, date: '2026-01-01' })];
    const problems = answers.map(({ body }) => ({ ...(body as object), requestId: '' }));
    expect(answers.map(({ status }) => status)).toEqual([403, 403]);
    expect(problems[0]).toEqual(problems[1]);
  });

  it('answers 404 to a link whose report was deleted', async () => {
    const date = '2026-11-19';
    const { status, body } = await open(linkTo(`/reports/daily/${date}/page`), { ...params, date });
    expect(status).toBe(404);
    expect(body).toMatchObject({ code: 'report.not_found' });
  });

  it.each([
    ['/query/expires', { expires: 'tomorrow' }],
    ['/query/expires', { expires: '1.5' }],
    ['/query/signature', { signature: 'x'.repeat(101) }],
    ['/query/signature', { signature: '' }],
    ['/query/token', { token: 'x' }],
  ])('refuses %s of %j with 400', async (pointer, query) => {
    const { status, body } = await open({ ...linkTo(PATH), ...query });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'request.invalid', errors: [{ pointer }] });
  });

  it.each([
    ['/query/expires', 'signature'],
    ['/query/signature', 'expires'],
  ] as const)('asks for %s with 400', async (pointer, only) => {
    const { status, body } = await open({ [only]: linkTo(PATH)[only] });
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ pointer }] });
  });

  it.each([
    ['/path/kind', { kind: 'hourly' }],
    ['/path/date', { date: '2026-02-30' }],
  ])('refuses %s of %j with 400', async (pointer, other) => {
    const { status, body } = await open(linkTo(PATH), { ...params, ...other });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'request.invalid', errors: [{ pointer }] });
  });
});
