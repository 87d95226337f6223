import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { banner } from './banner.ts';
import { checkConfiguration } from './configuration.ts';
import { demoAccounts } from './demo-data.ts';
import {
  type CommandLine,
  configureOffline,
  type Framework,
  type FrameworkLog,
  quietOffline,
  stopOffline,
} from './framework.ts';
import { localEnvironment, setEnvironments } from './local-environment.ts';
import { loadDisconnecting, socketsForgotten } from './open-sockets.ts';
import { type Parts, startParts } from './parts.ts';
import { createReport } from './report.ts';
import { readService, type Service } from './service.ts';
import { StartError } from './start-error.ts';
import { localFolder, type RunningStack, takeFolder, writeRunningStack } from './state.ts';
import { readableOutput } from './terminal-log.ts';
import { surviveUncaughtExceptions, Termination } from './termination.ts';
import { checkTriggers, startTriggers } from './triggers.ts';

/** Everything that was started, ready for the functions to be fed. */
interface Started {
  readonly parts: Parts;
  readonly region: string;
  readonly service: Service;
  readonly state: RunningStack;
  readonly endQuiet: () => void;
}

/** One run of the local stack, from its parts to its end. */
export class LocalStack {
  readonly #framework: Framework;
  readonly #commandLine: CommandLine;
  readonly #log: FrameworkLog;
  readonly #report = createReport();
  /** What stops each part, last started first. */
  readonly #cleanUp = new AsyncDisposableStack();
  readonly #termination: Termination;
  #started: Started | undefined;

  constructor(framework: Framework, commandLine: CommandLine, log: FrameworkLog) {
    this.#framework = framework;
    this.#commandLine = commandLine;
    this.#log = log;
    this.#termination = new Termination(this.#report, () => this.stop());
  }

  /** Starts what the functions need, and tells them and serverless-offline where it is. */
  async start(): Promise<void> {
    await this.#orEnd(async () => {
      readableOutput(process.stdout);
      this.#report.line('Starting Strata');
      this.#started = await this.#startParts();
    });
  }

  /** Once the servers listen: feeds the functions from queues and schedules, and says that all is ready. */
  async begin(): Promise<void> {
    await this.#orEnd(async () => {
      if (this.#started === undefined) throw new Error('begin() comes after start()');
      const { endQuiet, parts, region, service, state } = this.#started;
      endQuiet();
      this.#cleanUp.defer(async () => {
        await stopOffline(this.#framework);
        await socketsForgotten(parts.database.url);
      });
      surviveUncaughtExceptions(this.#report);
      const triggers = startTriggers({
        ...parts,
        service,
        region,
        lambdaUrl: state.lambdaUrl,
        report: this.#report,
      });
      this.#cleanUp.defer(() => triggers.stop());
      await loadDisconnecting(service, this.#framework.serviceDir);
      await writeRunningStack(this.#folder, state);
      this.#termination.leaveToHooks();
      const accounts = parts.hasDemoData ? demoAccounts : [];
      const facts = { stack: state, database: parts.database.shown, accounts, seconds: process.uptime() };
      this.#report.line(banner(facts));
    });
  }

  /** Stops in order: schedules, queues with what they feed, the servers, mail, SQS, the database. */
  async stop(): Promise<void> {
    await this.#cleanUp.disposeAsync();
  }

  get #folder(): string {
    return localFolder(this.#framework.serviceDir);
  }

  async #startParts(): Promise<Started> {
    const { serviceDir, service: raw } = this.#framework;
    const envFile = join(serviceDir, '.env');
    if (existsSync(envFile)) process.loadEnvFile(envFile);
    const given = { ...process.env };
    checkConfiguration(given);
    const service = readService(raw);
    checkTriggers(service);
    this.#cleanUp.defer(await takeFolder(this.#folder));

    const region = given['AWS_REGION'] ?? service.provider.region;
    const parts = await startParts({
      service,
      folder: this.#folder,
      given,
      commandLine: portsOf(this.#commandLine),
      region,
      report: this.#report,
      stopLater: stop => {
        this.#cleanUp.defer(stop);
      },
    });
    const environment = await localEnvironment({ parts, given, region, folder: this.#folder });
    setEnvironments({ framework: this.#framework, service, given, environment, parts, report: this.#report });
    const { http: httpPort, websocket: websocketPort, lambda: lambdaPort } = parts.ports;
    configureOffline(this.#framework, this.#commandLine, { httpPort, websocketPort, lambdaPort });
    return { parts, region, service, state: stateOf(service, parts), endQuiet: quietOffline(this.#log) };
  }

  /** Does a part of the start; when it fails, says why, stops what has started and ends the process with 1. */
  async #orEnd(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // Ctrl-C has pulled the parts away from under the start, and ends the process itself.
      if (this.#termination.hasBegun) return new Promise(() => undefined);
      this.#report.warn(
        error instanceof StartError ? error.message : String(error instanceof Error ? error.stack : error),
      );
      await this.stop();
      process.exit(1);
    }
  }
}

const portsOf = ({
  httpPort,
  websocketPort,
  lambdaPort,
}: CommandLine): Partial<Record<'http' | 'websocket' | 'lambda', string>> => ({
  ...(httpPort === undefined ? {} : { http: String(httpPort) }),
  ...(websocketPort === undefined ? {} : { websocket: String(websocketPort) }),
  ...(lambdaPort === undefined ? {} : { lambda: String(lambdaPort) }),
});

const stateOf = (service: Service, { database, mail, ports, queues, sqs }: Parts): RunningStack => ({
  pid: process.pid,
  functionPrefix: `${service.service}-${service.provider.stage}`,
  httpUrl: `http://127.0.0.1:${ports.http}`,
  websocketUrl: `ws://127.0.0.1:${ports.websocket}`,
  lambdaUrl: `http://127.0.0.1:${ports.lambda}`,
  databaseUrl: database.url,
  sqsEndpoint: sqs.endpoint,
  queueUrls: Object.fromEntries(queues.map(({ logicalId }) => [logicalId, sqs.queueUrl(logicalId)])),
  smtpUrl: mail.smtpUrl,
  ...(mail.pageUrl === undefined ? {} : { mailUrl: mail.pageUrl }),
});
