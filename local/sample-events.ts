import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { emailSend, emailSendUrgent } from '../lib/emails/emails.jobs.ts';
import { notificationDeliver, notificationSend } from '../lib/notifications/notifications.jobs.ts';
import { orderShip } from '../lib/orders/orders.jobs.ts';
import { insertJobs } from '../lib/platform/jobs/insert-jobs.sql.ts';
import { newJob, type NewJob } from '../lib/platform/jobs/job.ts';
import { broadcastChunk } from '../lib/platform/realtime/broadcast.jobs.ts';
import { localDateAt } from '../lib/reports/reports.calendar.ts';
import { reportGenerate } from '../lib/reports/reports.jobs.ts';
import { demoAccounts, demoIds } from './demo-data.ts';
import { insertSampleRow } from './sample-rows.ts';

const ZONE = 'America/New_York';
const today = (): string => localDateAt(new Date(), ZONE);

/** The jobs that sample events can name; each is about the demo data. */
const sampleJobs: Readonly<Record<string, () => NewJob>> = {
  'notification.deliver': () =>
    newJob(notificationDeliver, { userId: demoIds.customer, notificationId: demoIds.notification }),
  'notification.send': () =>
    newJob(notificationSend, { userId: demoIds.customer, type: 'system', message: 'A sample notification' }),
  'order.ship': () => newJob(orderShip, { orderId: demoIds.order }),
  'email.send': () => newJob(emailSend, { emailId: demoIds.email }),
  'email.send-urgent': () => newJob(emailSendUrgent, { emailId: demoIds.email }),
  'broadcast.chunk': () =>
    newJob(broadcastChunk, {
      audience: { everybody: true },
      frame: '{"event":"notification","data":{}}',
      except: null,
      after: '',
      until: null,
    }),
  'report.generate': () => newJob(reportGenerate, { kind: 'daily', date: today() }),
};

export interface SampleSources {
  readonly databaseUrl: string;
  /** Signs a demo account in. @returns its access token */
  readonly signIn: (email: string, password: string) => Promise<string>;
}

/**
 * A sample event with its placeholders filled:
 *
 * - `{{token:customer}}` an access token of a demo account (customer, neighbour or admin), `{{session:customer}}` its session
 * - `{{id:order}}` an id of the demo data
 * - `{{job:email.send}}` the id of a job inserted for this event, as if its message had just arrived
 * - `{{new:session}}` what a row made for this event is named by; see sample-rows.ts
 * - `{{uuid}}`, `{{now}}` and `{{today}}`, the date in the zone of the reports
 *
 * @throws Error naming a placeholder that does not exist
 */
export const fillEvent = async (text: string, sources: SampleSources): Promise<unknown> => {
  let filled = '';
  let position = 0;
  for (const match of text.matchAll(/\{\{([a-z]+)(?::([\w.-]+))?\}\}/g)) {
    const [placeholder, kind = '', name = ''] = match;
    const value = await valueOf(kind, name, sources);
    if (value === undefined) throw new Error(`a sample event holds ${placeholder}, which means nothing`);
    filled += text.slice(position, match.index) + value;
    position = match.index + placeholder.length;
  }
  return JSON.parse(filled + text.slice(position)) as unknown;
};

const valueOf = async (kind: string, name: string, sources: SampleSources): Promise<string | undefined> => {
  switch (kind) {
    case 'token':
      return tokenOf(name, sources);
    case 'session':
      return sessionIn(await tokenOf(name, sources));
    case 'id':
      return Object.entries(demoIds).find(([key]) => key === name)?.[1];
    case 'job':
      return insertSampleJob(name, sources.databaseUrl);
    case 'new':
      return insertSampleRow(name, sources.databaseUrl);
    case 'uuid':
      return randomUUID();
    case 'now':
      return new Date().toISOString();
    case 'today':
      return today();
    default:
      return undefined;
  }
};

const tokenOf = async (name: string, { signIn }: SampleSources): Promise<string | undefined> => {
  const id = Object.entries(demoIds).find(([key]) => key === name)?.[1];
  const account = demoAccounts.find(candidate => candidate.id === id);
  return account && signIn(account.email, account.password);
};

const sessionIn = (token: string | undefined): string | undefined => {
  const [, claims] = token?.split('.') ?? [];
  if (claims === undefined) return undefined;
  const { sid } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { sid?: string };
  return sid;
};

const insertSampleJob = async (name: string, databaseUrl: string): Promise<string | undefined> => {
  const job = sampleJobs[name]?.();
  if (job === undefined) return undefined;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(insertJobs, [JSON.stringify([job])]);
    return job.id;
  } finally {
    await client.end();
  }
};
