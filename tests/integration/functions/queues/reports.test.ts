import { beforeEach, describe, expect, it } from '@jest/globals';
import { handler as generate } from '../../../../functions/http/reports/generate.ts';
import { handler as get } from '../../../../functions/http/reports/get.ts';
import { handler as open } from '../../../../functions/http/reports/open.ts';
import { handler as email } from '../../../../functions/queues/email.ts';
import { handler as reports } from '../../../../functions/queues/reports.ts';
import { handler as schedule } from '../../../../functions/schedules/generate-reports.ts';
import type { Principal } from '../../../../lib/platform/auth/principal.ts';
import { localDateAt, periodBefore, startOfDate } from '../../../../lib/reports/reports.calendar.ts';
import type { ReportKey } from '../../../../lib/reports/reports.schema.ts';
import { createUser } from '../../../support/builders.ts';
import { setEnvironment } from '../../../support/environment.ts';
import { lambdaContext, useHttp } from '../../../support/http.ts';
import { insertOrder, insertProduct } from '../../../support/report-rows.ts';
import { useDatabase } from '../../../support/use-database.ts';
import { useMails } from '../../../support/use-mails.ts';
import { useQueues } from '../../../support/use-queues.ts';

const ZONE = 'America/New_York';
const database = useDatabase();
const { call } = useHttp(database);
const queues = useQueues();
const mailsTo = useMails();
setEnvironment({ API_URL: 'https://api.strata.example', LINK_SECRET: 'a secret of thirty-two characters' });

beforeEach(async () => {
  queues.empty();
  for (const table of ['reports', 'emails', 'jobs']) await database.rows(`delete from ${table}`);
});

/** A day that is over for sure, and still news. */
const recentDay = (): ReportKey => {
  const today: ReportKey = { kind: 'daily', date: localDateAt(new Date(), ZONE) };
  return periodBefore(periodBefore(today, ZONE), ZONE);
};
const sellMugs = async ({ date }: ReportKey, by: Principal): Promise<void> => {
  const at = new Date(startOfDate(date, ZONE).getTime() + 3_600_000).toISOString();
  const mug = await insertProduct(database.db, { name: '=Mug "large" & <b>', createdAt: at, stock: 3 });
  await insertOrder(database.db, { by, at, trail: ['paid'], items: [[mug, 3]], paid: [123_450, 'USD', at] });
};

/** Has a report made and mailed, as the functions do it. */
const makeReport = async (key: ReportKey, as: Principal): Promise<void> => {
  expect((await call(generate, { as, body: key })).status).toBe(202);
  await queues.deliver('reports', reports);
  while (queues.bodies('email').length > 0) await queues.deliver('email', email);
};

describe('the mail of a report', () => {
  it('reaches every administrator as text and HTML, with its CSV and a link that opens its page', async () => {
    const key = recentDay();
    const addresses = ['cleo@strata.example', 'dora@strata.example'];
    const [cleo] = await Promise.all(
      addresses.map(address => createUser(database.db, { role: 'admin', email: address, name: 'Cleo' })),
    );
    const customer = await createUser(database.db, { email: 'ada@strata.example' });
    await sellMugs(key, customer);
    await makeReport(key, cleo as Principal);

    expect(await mailsTo('ada@strata.example')).toEqual([]);
    for (const address of addresses) {
      const [mail, ...more] = await mailsTo(address);
      if (mail === undefined) throw new Error(`no mail reached ${address}`);
      expect(more).toEqual([]);
      expect(mail.subject).toBe(`The daily report of ${key.date}`);
      expect(mail.text).toContain('Running out: =Mug "large" & <b> (3 left).');
      expect(mail.text).toContain('Orders: 1');
      expect(mail.text).toContain('Revenue in USD: $1,234.50');
      expect(mail.html).toContain('<td>Revenue in USD</td><td align="right">$1,234.50</td>');
      expect(mail.attachments).toEqual([
        { filename: `report-daily-${key.date}.csv`, contentType: 'text/csv' },
      ]);

      const csv = (await mailsTo.attachmentOf(mail)).toString('utf8');
      expect(csv.startsWith('\ufeffkind,date,')).toBe(true);
      expect(csv).toContain(`products,best sold,"'=Mug ""large"" & <b>",,count,3,,\r\n`);
      const { body } = await call(get, {
        as: cleo as Principal,
        params: key,
        headers: { accept: 'text/csv' },
      });
      expect(csv).toBe(`\ufeff${String(body)}`);

      const link = new URL(/https:\/\/\S+/.exec(mail.text)?.[0] ?? '');
      expect(mail.html).toContain(`href="${link.href.replaceAll('&', '&amp;')}"`);
      expect(link.pathname).toBe(`/reports/daily/${key.date}/page`);
      const page = await call(open, {
        params: key,
        query: Object.fromEntries(link.searchParams),
        headers: { accept: 'text/html' },
      });
      expect(page.status).toBe(200);
      expect(page.body).toContain('=Mug &quot;large&quot; &amp; &lt;b&gt;');
    }
  });

  it('is sent once, however often the report is asked for', async () => {
    const key = recentDay();
    const admin = await createUser(database.db, { role: 'admin', email: 'elsa@strata.example' });
    await makeReport(key, admin);
    await makeReport(key, admin);
    expect(await mailsTo('elsa@strata.example')).toHaveLength(1);
  });

  it('holds no link at rest: it is signed when it is sent', async () => {
    const key = recentDay();
    const admin = await createUser(database.db, { role: 'admin', email: 'fay@strata.example' });
    expect((await call(generate, { as: admin, body: key })).status).toBe(202);
    await queues.deliver('reports', reports);
    const stored = JSON.stringify(await database.rows('select * from emails'));
    expect(stored).toContain(`/reports/daily/${key.date}/page`);
    expect(stored).not.toMatch(/signature|expires=/);
  });
});

describe('the schedule', () => {
  it('has the report of the latest day made, once', async () => {
    for (let times = 0; times < 3; times += 1) await schedule({ kind: 'daily' }, lambdaContext());
    await queues.deliver('reports', reports);
    await schedule({ kind: 'daily' }, lambdaContext());
    expect(await database.value(`select count(*) from jobs where name = 'report.generate'`)).toBe(1);
    expect(await database.value('select final from reports')).toBe(true);
  });

  it('fails loudly when it asks for a kind that there is not', async () => {
    await expect(schedule({ kind: 'hourly' }, lambdaContext())).rejects.toThrow();
  });
});
