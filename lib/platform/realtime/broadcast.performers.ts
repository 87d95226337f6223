import { ok } from 'neverthrow';
import * as z from 'zod';
import type { Database } from '../db/database.ts';
import { withTransaction } from '../db/transaction.ts';
import { settled, snooze, type Outcome } from '../jobs/outcome.ts';
import { perform, type Attempt } from '../jobs/performer.ts';
import { connectionsIn } from './audience.ts';
import { broadcastChunk } from './broadcast.jobs.ts';
import { postToAll } from './post-to-all.ts';
import { createPresence } from './presence.ts';
import { connectionRegistry, departuresOf } from './registry.ts';
import type { Transport } from './transport.ts';

/** Connections read and posted to between two checkpoints: what a crash repeats at the most. */
const PAGE_SIZE = 200;

interface Deps {
  readonly db: Database;
  readonly transport: Transport;
}

const checkpoint = z.object({ after: z.string(), sent: z.number(), gone: z.number(), failed: z.number() });

export const performBroadcastChunk = perform(
  broadcastChunk,
  ({ db, transport }: Deps) =>
    async ({ audience, frame, except, after, until }, attempt) => {
      const presence = createPresence({ db, transport, log: attempt.log });
      let done = checkpoint.safeParse(attempt.checkpoint).data ?? { after, sent: 0, gone: 0, failed: 0 };
      while (!attempt.signal.aborted) {
        const ids = await connectionsIn(db, audience, { after: done.after, until }, PAGE_SIZE);
        const last = ids.at(-1);
        if (last === undefined) return finish(db, attempt, done);
        const { sent, gone, failed } = await postToAll(
          transport,
          ids.filter(id => id !== except),
          frame,
        );
        if (gone.length > 0) await presence.departed(departuresOf(await connectionRegistry.remove(db, gone)));
        done = {
          after: last,
          sent: done.sent + sent,
          gone: done.gone + gone.length,
          failed: done.failed + failed,
        };
        await attempt.saveCheckpoint(done);
      }
      return snooze(0);
    },
);

/** A frame may hold what somebody said: once everybody is told, the row keeps how many were, and no word of it. */
const finish = async (db: Database, attempt: Attempt, result: unknown): Promise<Outcome> => {
  await withTransaction(db, async tx => {
    await attempt.complete(tx, { result });
    await tx.query(
      `-- broadcasts.forget_frame
       update job_payloads set payload = payload || '{"frame": ""}' where job_id = $1`,
      [attempt.jobId],
    );
    return ok(undefined);
  });
  return settled;
};
