import type { Database } from '../platform/db/database.ts';
import type { JobEvent } from '../platform/jobs/job-events.ts';
import type { Log } from '../platform/log/log.ts';
import { postToAll } from '../platform/realtime/post-to-all.ts';
import { createPresence } from '../platform/realtime/presence.ts';
import { connectionRegistry, departuresOf } from '../platform/realtime/registry.ts';
import { serverFrame } from '../platform/realtime/server-event.ts';
import type { Transport } from '../platform/realtime/transport.ts';
import { opsChanged } from './ops.contracts.ts';
import { OPS_ROOM, type Change } from './ops.schema.ts';

/** For how long an instance believes that nobody watches, or who does. */
const BELIEVED_MILLISECONDS = 5_000;

export interface OpsFeedDeps {
  readonly db: Database;
  readonly log: Log;
  readonly transport: Transport;
  /** Now, in milliseconds since 1970. */
  readonly now: number;
}

/**
 * Tells administrators who watch what batches of jobs came to. While nobody watches it costs one look at an index every few
 * seconds for each instance of a worker. It never throws, and never keeps a batch from being finished.
 */
export const createOpsFeed = () => {
  let watchers: readonly string[] = [];
  let askedAt = -Infinity;

  const tell = async (
    events: readonly JobEvent[],
    { db, transport, log, now }: OpsFeedDeps,
  ): Promise<void> => {
    if (now - askedAt >= BELIEVED_MILLISECONDS) {
      askedAt = now;
      watchers = await connectionRegistry.ofRoom(db, OPS_ROOM);
    }
    if (watchers.length === 0) return;
    const frame = serverFrame(opsChanged({ changes: [...changesOf(events)] }));
    const { gone } = await postToAll(transport, watchers, frame);
    if (gone.length === 0) return;
    watchers = watchers.filter(id => !gone.includes(id));
    const presence = createPresence({ db, transport, log });
    await presence.departed(departuresOf(await connectionRegistry.remove(db, gone)));
  };

  return {
    async tell(events: readonly JobEvent[], deps: OpsFeedDeps): Promise<void> {
      if (events.length === 0) return;
      try {
        await tell(events, deps);
      } catch (error) {
        deps.log.error('ops.tell_failed', { error });
      }
    },
  };
};

/** How often each thing happened to each kind of job. */
const changesOf = (events: readonly JobEvent[]): readonly Change[] => {
  const counts = new Map<string, Change>();
  for (const { job, event } of events) {
    const key = `${job} ${event}`;
    counts.set(key, { job, event, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
};
