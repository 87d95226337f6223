import { err, ok, type Result } from 'neverthrow';
import type { Database } from '../platform/db/database.ts';
import { migrationNames } from '../platform/db/migration-names.ts';
import type { QueueProbe } from '../platform/jobs/queue-probe.ts';
import type { Log } from '../platform/log/log.ts';
import { notReady, type NotReady } from './health.errors.ts';
import type { HealthRepository } from './health.repository.ts';
import { parts, type Checks, type Part, type Readiness } from './health.schema.ts';

/** A part that takes longer is as good as gone, and whoever asks wants to know soon. */
const LIMIT_MILLISECONDS = 3_000;

export interface HealthServiceDeps {
  readonly db: Database;
  readonly health: HealthRepository;
  readonly queueProbe: QueueProbe;
  readonly log: Log;
}

/** Whether what the API needs is there. */
export const createHealthService = ({ db, health, queueProbe, log }: HealthServiceDeps) => ({
  /** Asks all parts at once. What is wrong with one is logged and not told. */
  async readiness(): Promise<Result<Readiness, NotReady>> {
    const [applied, queues] = await Promise.all([
      ask('database', log, () => health.appliedMigrations(db)),
      ask('queues', log, signal => queueProbe.reach(signal)),
    ]);
    const pending = applied.ok ? migrationNames().filter(name => !applied.answer.includes(name)) : undefined;
    if (pending !== undefined && pending.length > 0) log.error('health.migrations_pending', { pending });
    const checks: Checks = {
      database: { ok: applied.ok, milliseconds: applied.milliseconds },
      migrations: { ok: pending?.length === 0, pending: pending?.length ?? null },
      queues: { ok: queues.ok, milliseconds: queues.milliseconds },
    };
    const failed = parts.filter(part => !checks[part].ok);
    return failed.length === 0 ? ok({ status: 'ready', checks }) : err(notReady(failed, checks));
  },
});

/** Asks one part, and gives up on it in time. The signal is aborted then. */
const ask = async <Answer>(part: Part, log: Log, question: (signal: AbortSignal) => Promise<Answer>) => {
  const startedAt = performance.now();
  const milliseconds = () => Math.round(performance.now() - startedAt);
  const signal = AbortSignal.timeout(LIMIT_MILLISECONDS);
  try {
    const answer = await Promise.race([question(signal), aborted(signal)]);
    return { ok: true, answer, milliseconds: milliseconds() } as const;
  } catch (error) {
    log.error('health.check_failed', { part, error });
    return { ok: false, milliseconds: milliseconds() } as const;
  }
};

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error(`no answer within ${LIMIT_MILLISECONDS} ms`));
    });
  });
