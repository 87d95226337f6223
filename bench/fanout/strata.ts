import * as z from 'zod';
import { systemClock } from '../../lib/platform/clock/clock.ts';
import { sharedDatabase } from '../../lib/platform/db/shared-database.ts';
import { uuidv7 } from '../../lib/platform/ids/uuid.ts';
import { createEnqueueJobs } from '../../lib/platform/jobs/enqueue.ts';
import type { WakeUp } from '../../lib/platform/jobs/wake-up.ts';
import { createWorker } from '../../lib/platform/jobs/worker.ts';
import { createLog } from '../../lib/platform/log/log.ts';
import { performBroadcastChunk } from '../../lib/platform/realtime/broadcast.performers.ts';
import { createBroadcaster } from '../../lib/platform/realtime/broadcaster.ts';
import { createLeanTransport } from '../../lib/platform/realtime/lean-transport.ts';
import { connectionId, MESSAGE, type Poster } from './poster.ts';

const LEASE_SECONDS = 90;
const failed = z.object({ state: z.string() });

/**
 * The broadcaster, and the jobs it cuts a large audience into, performed one after the other: what one invocation of the
 * broadcast queue after the other does, with all that it reads and writes.
 */
export const open = (): Promise<Poster> => {
  const log = createLog('warn');
  const db = sharedDatabase(log);
  const transport = createLeanTransport({ log, clock: systemClock });
  const waiting: WakeUp[] = [];
  const wakeUps = {
    send: (sent: readonly WakeUp[]) => {
      waiting.push(...sent);
      return Promise.resolve();
    },
  };
  const realtime = createBroadcaster({ db, transport, enqueueJobs: createEnqueueJobs({ wakeUps }), log });

  const roomOf = async (size: number): Promise<string> => {
    const [roomId, userId] = [uuidv7(), uuidv7()];
    await db.query('truncate subscriptions, connections, jobs cascade');
    await db.query(
      `/* bench.user */ insert into users (id, name, email, age, password_hash) values ($1::uuid, 'User', $1::uuid || '@bench.example', 30, '-')`,
      [userId],
    );
    const ids = Array.from({ length: size }, (_, number) => connectionId(number));
    await db.query(
      '/* bench.connections */ insert into connections (id, user_id, session_id) select id, $1, $1 from unnest($2::text[]) as id',
      [userId, ids],
    );
    await db.query(
      '/* bench.subscriptions */ insert into subscriptions (room_id, connection_id) select $1, id from unnest($2::text[]) as id',
      [roomId, ids],
    );
    await db.query('vacuum analyze connections, subscriptions');
    return roomId;
  };

  const performAll = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const worker = createWorker(
        { db, wakeUps, log },
        { performers: [performBroadcastChunk], dependencies: { db, transport }, leaseSeconds: LEASE_SECONDS },
      );
      await worker.work([next.jobId]);
      const [row] = await db.query('/* bench.state */ select state from jobs where id = $1', [next.jobId]);
      const { state } = failed.parse(row);
      if (state === 'failed') throw new Error('a part of the broadcast has failed');
    }
  };
  return Promise.resolve(async size => {
    const roomId = await roomOf(size);
    return async () => {
      await realtime.toRoom(roomId, { event: 'message.new', data: { message: MESSAGE } });
      await performAll();
    };
  });
};
