import type { Database } from '../db/database.ts';
import type { Log } from '../log/log.ts';
import type { JobObserver } from './job-events.ts';
import type { Performer } from './performer.ts';
import type { WakeUpSender } from './wake-up.ts';

export interface WorkerDeps {
  readonly db: Database;
  readonly wakeUps: WakeUpSender;
  readonly log: Log;
}

export interface WorkerOptions<Dependencies> {
  readonly performers: readonly Performer<Dependencies>[];
  readonly dependencies: Dependencies;
  /** Longer than the function may run, so that a lease outlives every honest attempt. */
  readonly leaseSeconds: number;
  /** When the invocation must have ended, in milliseconds since 1970; no attempt lasts longer. */
  readonly deadline?: number;
  readonly observe?: JobObserver;
}
