import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { until } from '../until.ts';
import type { Order, Point, Report } from './fault-jobs.ts';

/** Longer than any message or pass of time may take here. */
const REACH_LIMIT_MILLISECONDS = 60_000;
const PROGRAM = new URL('fault-process.ts', import.meta.url);

export type Role = 'producer' | 'dispatcher' | 'worker';

/** One process, and what it has in hand. */
export interface Member {
  readonly name: string;
  readonly role: Role;
  readonly process: ChildProcess;
  /** The jobs of the batch that it has received and not handled. */
  readonly held: Set<string>;
}

/** A process that waits somewhere until the test lets it go on, or does worse. */
export interface Moment {
  readonly point: Point;
  readonly job: string;
  readonly jobId: string;
  readonly name: string;
  go(): void;
}

interface Watch {
  readonly wants: (moment: Moment) => boolean;
  readonly found: (moment: Moment) => void;
}

/** The processes of a fault test. Whatever reaches a point goes on at once, unless the test waits for just that. */
export class Crew {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #members = new Map<string, Member>();
  readonly #watches = new Set<Watch>();
  #names = 0;
  /** Batches that ended with a throw, and so were left to come again. */
  failures = 0;
  /** Those that have ended, however, until the test takes them off. */
  readonly dead: Member[] = [];

  constructor(environment: Readonly<Record<string, string>>) {
    this.#environment = { ...process.env, ...environment, NODE_OPTIONS: '' };
  }

  /** Starts a process and waits until it is ready. */
  async start(role: Role): Promise<Member> {
    const name = `${role}-${(this.#names += 1)}`;
    const url = new URL(String(this.#environment['DATABASE_URL']));
    url.searchParams.set('application_name', name);
    const child = fork(PROGRAM, [role, name], {
      env: { ...this.#environment, DATABASE_URL: url.href },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const member: Member = { name, role, process: child, held: new Set() };
    this.#members.set(name, member);
    const ready = Promise.withResolvers<undefined>();
    child.on('message', (report: Report) => {
      if (report.kind === 'ready') ready.resolve(undefined);
      this.#heard(member, report);
    });
    child.once('exit', () => {
      this.#members.delete(name);
      this.dead.push(member);
      ready.reject(new Error(`${name} has ended`));
    });
    await ready.promise;
    return member;
  }

  of(role: Role): readonly Member[] {
    return [...this.#members.values()].filter(member => member.role === role);
  }

  member(name: string): Member | undefined {
    return this.#members.get(name);
  }

  /**
   * The next process that reaches such a point; it waits there.
   *
   * @param isVain asked now and then: whether none can reach it any more, and there is none to wait for
   * @throws Error when none does in time
   */
  async next(
    wants: (moment: Moment) => boolean,
    isVain: () => Promise<boolean> = async () => false,
  ): Promise<Moment | undefined> {
    let reached: Moment | undefined;
    const watch: Watch = {
      wants: moment => reached === undefined && wants(moment),
      found: moment => {
        reached = moment;
      },
    };
    this.#watches.add(watch);
    try {
      await until(
        async () => reached !== undefined || (await isVain()),
        'a point is reached',
        REACH_LIMIT_MILLISECONDS,
      );
      return reached;
    } finally {
      this.#watches.delete(watch);
    }
  }

  /** Somebody waits at a point. */
  reached(moment: Moment): void {
    const watch = [...this.#watches].find(({ wants }) => wants(moment));
    if (watch === undefined) moment.go();
    else watch.found(moment);
  }

  /** Has a producer or dispatcher do its work, and waits for the end of it, or of the process. */
  async ask(member: Member, order: Order): Promise<void> {
    const { process: child } = member;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = Promise.withResolvers<undefined>();
    const done = () => {
      ended.resolve(undefined);
    };
    const heard = ({ kind }: Report) => {
      if (kind === 'done') done();
    };
    child.on('message', heard).once('exit', done);
    child.send(order);
    await ended.promise;
    child.off('message', heard).off('exit', done);
  }

  /** Ends a process with no chance to say goodbye. */
  async kill({ process: child }: Member): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#members.values()].map(member => this.kill(member)));
  }

  #heard(member: Member, report: Report): void {
    const { name, process: child, held } = member;
    if (report.kind === 'received') for (const id of report.jobIds) held.add(id);
    if (report.kind === 'handled' || report.kind === 'failed') held.clear();
    if (report.kind === 'failed') this.failures += 1;
    if (report.kind !== 'reached') return;
    const { point, job, jobId } = report;
    const go = () => {
      if (child.connected) child.send({ kind: 'go', point, jobId } satisfies Order);
    };
    this.reached({ point, job, jobId, name, go });
  }
}
