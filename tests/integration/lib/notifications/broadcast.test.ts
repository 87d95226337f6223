import { beforeEach, describe, expect, it } from '@jest/globals';
import { ok } from 'neverthrow';
import { withTransaction } from '../../../../lib/platform/db/transaction.ts';
import { createErasedUser, createConnection, createUser } from '../../../support/builders.ts';
import { recordPosts } from '../../../support/fakes.ts';
import { makeDue } from '../../../support/jobs.ts';
import { notificationScope, sendDue } from '../../../support/notifications.ts';
import { observe } from '../../../support/statements.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();

/** More than two chunks of the fan-out. */
const USERS = 4_500;

beforeEach(async () => {
  await database.rows('truncate users cascade');
  await database.rows('truncate jobs cascade');
  await database.rows(
    `insert into users (id, name, email, age, password_hash)
     select gen_random_uuid(), 'User', n || '@strata.example', 30, '' from generate_series(1, $1) as n`,
    [USERS],
  );
});

const broadcast = async () => {
  const { notificationService, enqueueJobs } = notificationScope({ db: database.db });
  const job = notificationService.broadcastSystemMessage('Closed on Monday');
  await withTransaction(database.db, async tx => ok(await enqueueJobs(tx, [job])));
  return job.id;
};
const given = () =>
  database.rows(
    'select count(*) as rows, count(distinct user_id) as users, count(distinct id) as ids from notifications',
  );
const everybodyOnce = [{ rows: USERS, users: USERS, ids: 1 }];

describe('a message to everybody', () => {
  it('reaches every user once, in chunks that follow each other, and the connected ones when all have it', async () => {
    const connection = await createConnection(database.db, {
      ...(await createUser(database.db)),
    });
    await database.rows(
      `delete from users where id not in (select user_id from connections) and email = '1@strata.example'`,
    );
    // Nobody, so nobody to be told.
    await createErasedUser(database.db);
    const known: unknown[] = [];
    const transport = recordPosts(async () => {
      known.push(await database.value('select count(*) from notifications'));
      return 'sent' as const;
    });
    await broadcast();
    await sendDue({ db: database.db, transport });
    expect(await given()).toEqual(everybodyOnce);
    expect(transport.to(connection)).toHaveLength(1);
    expect(known).toEqual([USERS]);
    const jobs = await database.rows(`select name, state from jobs order by id`);
    expect(jobs).toEqual(
      ['broadcast', 'broadcast', 'broadcast', 'announce'].map(step => ({
        name: `notification.${step}`,
        state: 'completed',
      })),
    );
  });

  it.each(['notifications.insert_for_next', 'jobs.complete', 'commit'])(
    'reaches every user once when a worker fails at each chunk in %s',
    async statement => {
      const id = await broadcast();
      const failed = new Set<number>();
      let chunk = 0;
      const { db } = observe(database.db, name => {
        if (name === 'notifications.insert_for_next') chunk += 1;
        if (name !== statement || failed.has(chunk) || failed.has(chunk - 1)) return;
        failed.add(chunk);
        throw new Error('the connection was lost');
      });
      await makeDue(database.db, id);
      for (let round = 0; round < 10; round += 1) {
        await sendDue({ db });
        await database.rows(`update jobs set run_at = now() where state = 'retrying'`);
      }
      expect(failed.size).toBeGreaterThan(1);
      expect(await given()).toEqual(everybodyOnce);
    },
  );
});
