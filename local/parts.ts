import { type Database, startDatabase, useDatabase } from './database.ts';
import { type Mail, startMailCatcher, useMailServer } from './mail.ts';
import { choosePorts, type PortName, type Ports, type PortWishes } from './ports.ts';
import type { Report } from './report.ts';
import type { Service } from './service.ts';
import { queueDefinitions, type QueueDefinition } from './sqs-queues.ts';
import { type Sqs, startSqs } from './sqs.ts';
import { messageOf, StartError } from './start-error.ts';

export interface PartsOptions {
  readonly service: Service;
  /** Where data is kept. */
  readonly folder: string;
  /** What the user set: DATABASE_URL, SQS_ENDPOINT and SMTP_URL stand for parts that need no start. */
  readonly given: Readonly<Record<string, string | undefined>>;
  readonly commandLine: NonNullable<PortWishes['commandLine']>;
  readonly region: string;
  readonly report: Report;
  /** Told how to stop each part as soon as it has started. */
  readonly stopLater: (stop: () => Promise<void>) => void;
}

/** What the functions need around them. */
export interface Parts {
  readonly ports: Ports;
  readonly database: Database;
  readonly hasDemoData: boolean;
  readonly queues: readonly QueueDefinition[];
  readonly sqs: Sqs;
  readonly mail: Mail;
}

/**
 * Starts the database with its schema and demo data, the queues and the mail catcher, or makes sure that those given
 * answer.
 *
 * @throws StartError naming what is in the way
 */
export const startParts = async (options: PartsOptions): Promise<Parts> => {
  const { given, commandLine, report } = options;
  const unused: readonly PortName[] = [
    ...(given['DATABASE_URL'] ? (['postgres'] as const) : []),
    ...(given['SQS_ENDPOINT'] ? (['sqs'] as const) : []),
    ...(given['SMTP_URL'] ? (['smtp', 'mail'] as const) : []),
  ];
  const ports = await choosePorts({
    environment: given,
    commandLine,
    unused,
    say: line => report.line(`  ${line}`),
  });
  const database = await prepareDatabase(options, ports);
  const hasDemoData = await prepareDemoData(options, database);
  const { queues, sqs } = await prepareQueues(options, ports);
  const mail = await prepareMail(options, ports);
  return { ports, database, hasDemoData, queues, sqs, mail };
};

const prepareDatabase = async (
  { folder, given, report, stopLater }: PartsOptions,
  ports: Ports,
): Promise<Database> => {
  const url = given['DATABASE_URL'];
  const ephemeral = given['STRATA_EPHEMERAL'] === '1';
  const database = await report.step(
    'Postgres',
    () => (url ? useDatabase(url) : startDatabase(folder, ports.postgres, ephemeral)),
    ({ place }) => place,
  );
  stopLater(() => {
    // What is left by now are pools that report the loss of their connections, each in a line.
    process.stdout.write = () => true;
    return database.stop();
  });
  // Loaded here only: `serverless package` loads this plugin too, and needs no database driver.
  const { migrate } = await import('../lib/platform/db/migrate.ts');
  await report.step(
    'Migrations',
    () => migrate(database.url).catch(cannotMigrate),
    applied => (applied.length === 0 ? 'up to date' : `${applied.length} applied`),
  );
  return database;
};

/** Everybody knows the passwords of the demo accounts: a database elsewhere gets them on demand only. */
const prepareDemoData = async (
  { given, report }: PartsOptions,
  { isLocal, url }: Database,
): Promise<boolean> => {
  const wanted = isLocal || given['STRATA_DEMO_DATA'] === '1';
  const { loadDemoData } = await import('./demo-data.ts');
  await report.step(
    'Demo data',
    async () =>
      wanted ? loadDemoData(url).catch(cannotLoad) : 'none: not on this machine, and no STRATA_DEMO_DATA=1',
    outcome => outcome,
  );
  return wanted;
};

const prepareQueues = async (
  { service, given, region, report, stopLater }: PartsOptions,
  ports: Ports,
): Promise<{ queues: readonly QueueDefinition[]; sqs: Sqs }> => {
  const queues = queueDefinitions(
    service.resources.Resources,
    `${service.service}-${service.provider.stage}`,
  );
  const endpoint = given['SQS_ENDPOINT'];
  const sqs = await report.step(
    'SQS',
    () => startSqs({ queues, region, port: ports.sqs, endpoint: endpoint === '' ? undefined : endpoint }),
    started => `${started.endpoint}, ${queues.length} queues`,
  );
  stopLater(() => sqs.stop());
  return { queues, sqs };
};

const prepareMail = async ({ given, report, stopLater }: PartsOptions, ports: Ports): Promise<Mail> => {
  const url = given['SMTP_URL'];
  const mail = await report.step(
    'Mail',
    () => (url ? useMailServer(url) : startMailCatcher({ smtpPort: ports.smtp, httpPort: ports.mail })),
    ({ pageUrl }) => pageUrl ?? 'SMTP_URL answers',
  );
  stopLater(() => mail.stop());
  return mail;
};

const cannotMigrate = (error: unknown): never => {
  throw new StartError(`The database cannot be migrated: ${messageOf(error)}`, { cause: error });
};

const cannotLoad = (error: unknown): never => {
  throw new StartError(`The demo data cannot be loaded: ${messageOf(error)}`, { cause: error });
};
