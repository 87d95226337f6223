import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { systemClock } from '../../../../../lib/platform/clock/clock.ts';
import { createEnqueueJobs } from '../../../../../lib/platform/jobs/enqueue.ts';
import { performBroadcastChunk } from '../../../../../lib/platform/realtime/broadcast.performers.ts';
import { createBroadcaster } from '../../../../../lib/platform/realtime/broadcaster.ts';
import { createLeanTransport } from '../../../../../lib/platform/realtime/lean-transport.ts';
import type { Transport } from '../../../../../lib/platform/realtime/transport.ts';
import { createUser } from '../../../../support/builders.ts';
import { useConnectionsApi } from '../../../../support/connections-api.ts';
import { drain } from '../../../../support/drain.ts';
import { recordWakeUps, silentLog } from '../../../../support/fakes.ts';
import { useDatabase } from '../../../../support/use-database.ts';

jest.setTimeout(120_000);

const AUDIENCE = 10_000;
const CHUNK = 2_000;
/** Of what the process holds at the most beside what it held at the start; the frames alone would be 40 MB. */
const GROWTH_BYTES = 60 * 1024 * 1024;
const FRAME = { event: 'test.event', data: { text: 'x'.repeat(4_000) } };

const database = useDatabase();
const api = useConnectionsApi();
const roomId = randomUUID();

beforeAll(async () => {
  const { userId, sessionId } = await createUser(database.db);
  const ids = Array.from({ length: AUDIENCE }, () => randomUUID());
  await database.rows('insert into connections (id, user_id, session_id) select unnest($1::text[]), $2, $3', [
    ids,
    userId,
    sessionId,
  ]);
  await database.rows('insert into subscriptions (room_id, connection_id) select $1, unnest($2::text[])', [
    roomId,
    ids,
  ]);
});

describe('a broadcast to ten thousand', () => {
  it('reaches each once, by chunks that never exceed their size, in memory that does not grow', async () => {
    const { db } = database;
    const lean = createLeanTransport({ log: silentLog, clock: systemClock });
    const before = process.memoryUsage().heapUsed;
    let most = 0;
    const reached = new Set<string>();
    let posts = 0;
    const transport: Transport = {
      ...lean,
      post: async (id, frame) => {
        const result = await lean.post(id, frame);
        reached.add(id);
        posts += 1;
        // The stub keeps what it is posted; this test does not want it.
        (api.posts as unknown[]).length = 0;
        if (reached.size % 500 === 0) most = Math.max(most, process.memoryUsage().heapUsed);
        return result;
      },
    };
    const enqueueJobs = createEnqueueJobs({ wakeUps: recordWakeUps() });
    const broadcaster = createBroadcaster({ db, transport, log: silentLog, enqueueJobs });
    expect(await broadcaster.toRoom(roomId, FRAME)).toMatchObject({ chunks: AUDIENCE / CHUNK + 1, sent: 0 });
    await drain(db, [performBroadcastChunk], { db, transport });
    expect({ reached: reached.size, posts }).toEqual({ reached: AUDIENCE, posts: AUDIENCE });
    const sizes = await database.rows(
      `select (job_payloads.result ->> 'sent')::integer as sent
       from jobs
       join job_payloads on job_payloads.job_id = jobs.id
       where jobs.name = 'broadcast.chunk'
       order by jobs.id`,
    );
    expect(sizes.map(({ sent }) => sent).filter(sent => Number(sent) > CHUNK)).toEqual([]);
    expect(most - before).toBeLessThan(GROWTH_BYTES);
  });
});
