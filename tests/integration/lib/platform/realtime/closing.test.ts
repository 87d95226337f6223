import { beforeEach, describe, expect, it } from '@jest/globals';
import { err, ok } from 'neverthrow';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { withTransaction } from '../../../../../lib/platform/db/transaction.ts';
import { createConnectionClosing } from '../../../../../lib/platform/realtime/closing.ts';
import { createConnectionExpiry } from '../../../../../lib/platform/realtime/expiry.ts';
import { createPresence } from '../../../../../lib/platform/realtime/presence.ts';
import { createConnection, createUser } from '../../../../support/builders.ts';
import { recordPosts, silentLog, type RecordedTransport } from '../../../../support/fakes.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
let ada: Principal;
beforeEach(async () => {
  await database.rows('delete from connections');
  await database.rows('delete from closing_connections');
  ada = await createUser(database.db);
});

const partsOn = (transport: RecordedTransport) => {
  const { db } = database;
  const presence = createPresence({ db, transport, log: silentLog });
  const connectionClosing = createConnectionClosing({ db, transport, presence, log: silentLog });
  return {
    connectionClosing,
    connectionExpiry: createConnectionExpiry({ db, transport, presence, connectionClosing }),
  };
};
const open = async () => (await database.rows('select id from connections order by id')).map(({ id }) => id);
const toClose = async () => (await database.rows('select id from closing_connections')).map(({ id }) => id);
const aged = async (minutes: number): Promise<string> => {
  const id = await createConnection(database.db, ada);
  await database.rows(
    'update connections set connected_at = now() - make_interval(mins => $2) where id = $1',
    [id, minutes],
  );
  return id;
};
const signal = () => AbortSignal.timeout(10_000);

describe('connections that are ended', () => {
  it.each([
    ['of a session', ({ sessionId }: Principal) => ({ sessionIds: [sessionId] })],
    ['of a user', ({ userId }: Principal) => ({ userId })],
  ])('%s are forgotten by the commit and closed after it; no other is', async (_what, ended) => {
    const mine = [await createConnection(database.db, ada), await createConnection(database.db, ada)];
    const theirs = await createConnection(database.db, await createUser(database.db));
    const transport = recordPosts();
    const { connectionClosing } = partsOn(transport);
    await withTransaction(database.db, async tx => {
      const ids = await connectionClosing.end(tx, ended(ada));
      expect(transport.closed).toEqual([]);
      return ok(ids);
    });
    expect([...transport.closed].sort()).toEqual(mine.sort());
    expect(await open()).toEqual([theirs]);
    expect(await toClose()).toEqual([]);
  });

  it('stay when the transaction does not commit', async () => {
    const id = await createConnection(database.db, ada);
    const transport = recordPosts();
    const { connectionClosing } = partsOn(transport);
    const refused = await withTransaction(database.db, async tx => {
      await connectionClosing.end(tx, { userId: ada.userId });
      return err('refused');
    });
    expect(refused.isErr()).toBe(true);
    expect(transport.closed).toEqual([]);
    expect(await open()).toEqual([id]);
  });

  it('are closed by the next run when that failed, also when the process died before it', async () => {
    const id = await createConnection(database.db, ada);
    let result: 'sent' | 'failed' = 'failed';
    const transport = recordPosts(() => result);
    const { connectionClosing, connectionExpiry } = partsOn(transport);
    await withTransaction(database.db, async tx => ok(await connectionClosing.end(tx, { connectionId: id })));
    expect([await open(), await toClose()]).toEqual([[], [id]]);
    result = 'sent';
    await connectionExpiry.run(signal());
    expect(transport.closed).toEqual([id]);
    expect(await toClose()).toEqual([]);
  });
});

describe('an old connection', () => {
  it('is told once that it will end, however many runs there are', async () => {
    const [young, old] = [await aged(109), await aged(111)];
    const transport = recordPosts();
    const { connectionExpiry } = partsOn(transport);
    await Promise.all([connectionExpiry.run(signal()), connectionExpiry.run(signal())]);
    await connectionExpiry.run(signal());
    expect(transport.to(young)).toEqual([]);
    expect(transport.to(old)).toEqual([
      expect.objectContaining({
        event: 'connection.expiring',
        data: { expiresAt: expect.stringMatching(/^\d{4}-.*Z$/) },
      }),
    ]);
  });

  it('is removed when it must have ended, or when it is found closed', async () => {
    await aged(131);
    const [gone, told] = [await aged(111), await aged(112)];
    const transport = recordPosts(id => (id === gone ? 'gone' : 'sent'));
    await partsOn(transport).connectionExpiry.run(signal());
    expect(await open()).toEqual([told]);
  });
});
