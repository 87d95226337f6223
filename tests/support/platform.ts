import type { Invocation } from '../../lib/app/container.ts';
import type { Clock } from '../../lib/platform/clock/clock.ts';
import type { Database } from '../../lib/platform/db/database.ts';
import { createEnqueue, createEnqueueJobs } from '../../lib/platform/jobs/enqueue.ts';
import type { WakeUpSender } from '../../lib/platform/jobs/wake-up.ts';
import type { Log } from '../../lib/platform/log/log.ts';
import { createBroadcaster } from '../../lib/platform/realtime/broadcaster.ts';
import { createConnectionClosing } from '../../lib/platform/realtime/closing.ts';
import { createPresence } from '../../lib/platform/realtime/presence.ts';
import type { Transport } from '../../lib/platform/realtime/transport.ts';
import { clockAt, recordPosts, recordWakeUps, silentLog } from './fakes.ts';

export interface TestPlatform {
  readonly db: Database;
  readonly wakeUps?: WakeUpSender;
  readonly transport?: Transport;
}

/** The platform's modules over a test's database, with what is beyond the process faked: queues and connections. */
export const testPlatform = ({ db, wakeUps = recordWakeUps(), transport = recordPosts() }: TestPlatform) => ({
  db: () => db,
  wakeUps: () => wakeUps,
  enqueue: createEnqueue,
  enqueueJobs: createEnqueueJobs,
  transport: () => transport,
  realtime: createBroadcaster,
  presence: createPresence,
  connectionClosing: createConnectionClosing,
});

/** What the wrappers give to each invocation. */
export const testInvocation = ({
  clock,
  log,
}: { readonly clock?: Clock; readonly log?: Log } = {}): Invocation => ({
  clock: clock ?? clockAt('2026-11-22T10:00:00.000Z'),
  log: log ?? silentLog,
  deadline: Date.now() + 60_000,
});
