import { beforeEach, describe, expect, it } from '@jest/globals';
import { createOpsFeed } from '../../../../lib/ops/ops.feed.ts';
import { OPS_ROOM } from '../../../../lib/ops/ops.schema.ts';
import type { JobEvent } from '../../../../lib/platform/jobs/job-events.ts';
import { createConnection, createUser } from '../../../support/builders.ts';
import { recordLog, recordPosts, silentLog } from '../../../support/fakes.ts';
import { listen } from '../../../support/rooms.ts';
import { observe } from '../../../support/statements.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();
beforeEach(() => database.rows('delete from connections'));

const event = (job: string, name: JobEvent['event']): JobEvent => ({
  event: name,
  job,
  jobId: 'j',
  queue: 'email',
});
const batch = [
  event('email.send', 'job.completed'),
  event('email.send', 'job.completed'),
  event('order.pay', 'job.failed'),
];
const watcher = async (): Promise<string> => {
  const id = await createConnection(database.db, await createUser(database.db, { role: 'admin' }));
  await listen(database.db, id, OPS_ROOM);
  return id;
};

describe('a batch of jobs', () => {
  it('is told to who watches, in one event that counts', async () => {
    const id = await watcher();
    const transport = recordPosts();
    await createOpsFeed().tell(batch, { db: database.db, log: silentLog, transport, now: 0 });
    expect(transport.to(id)).toEqual([
      expect.objectContaining({
        event: 'ops.changed',
        data: {
          changes: [
            { job: 'email.send', event: 'job.completed', count: 2 },
            { job: 'order.pay', event: 'job.failed', count: 1 },
          ],
        },
      }),
    ]);
  });

  it('costs one look every five seconds while nobody watches', async () => {
    const { db, names } = observe(database.db);
    const feed = createOpsFeed();
    const transport = recordPosts();
    for (const now of [0, 1_000, 4_999]) await feed.tell(batch, { db, log: silentLog, transport, now });
    expect(names()).toEqual(['connections.of_room']);
    const id = await watcher();
    await feed.tell(batch, { db, log: silentLog, transport, now: 5_000 });
    expect(transport.to(id)).toHaveLength(1);
  });

  it('is told no more to a connection found closed, and a failure keeps nothing from being finished', async () => {
    const id = await watcher();
    const feed = createOpsFeed();
    const { log, lines } = recordLog();
    const deps = { db: database.db, log, now: 0 };
    await feed.tell(batch, { ...deps, transport: recordPosts(() => 'gone') });
    expect(await database.rows('select id from connections where id = $1', [id])).toEqual([]);
    const { db } = observe(database.db, () => {
      throw new Error('connect ECONNREFUSED');
    });
    await createOpsFeed().tell(batch, { ...deps, db, transport: recordPosts() });
    expect(lines).toContainEqual(expect.objectContaining({ event: 'ops.tell_failed' }));
  });
});
