import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { ok } from 'neverthrow';
import { createContainer } from '../../../../lib/app/container.ts';
import type { Principal } from '../../../../lib/platform/auth/principal.ts';
import type { Database } from '../../../../lib/platform/db/database.ts';
import { withTransaction } from '../../../../lib/platform/db/transaction.ts';
import { idempotencyKey } from '../../../../lib/platform/http/idempotency.ts';
import { messagingModule } from '../../../../lib/rooms/rooms.module.ts';
import { createConnection, createUser } from '../../../support/builders.ts';
import { recordPosts } from '../../../support/fakes.ts';
import { notificationScope, sendDue } from '../../../support/notifications.ts';
import { testInvocation, testPlatform } from '../../../support/platform.ts';
import { createRoomOf, fillRoom, listen } from '../../../support/rooms.ts';
import { observe } from '../../../support/statements.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();

let ada: Principal;
let roomId: string;
/** What the database holds for everybody at the moment a client is told. */
let known: unknown[];
let look: string;
const transport = recordPosts(async () => {
  known.push(await database.value(look, [ada.userId]));
  return 'sent' as const;
});

beforeEach(async () => {
  ada = await createUser(database.db);
  roomId = await createRoomOf(database.db, ada, 'private');
  await listen(database.db, await createConnection(database.db, ada), roomId);
  known = [];
});

const serviceOn = (db: Database = database.db) =>
  createContainer(testPlatform({ db, transport }), messagingModule).scope(testInvocation()).messageService;
const idempotency = () => idempotencyKey(randomUUID(), `${ada.userId} test`, {});

describe('what clients are told of is committed by then', () => {
  it('message.new of a request with an Idempotency-Key', async () => {
    look = 'select count(*) from messages where user_id = $1';
    const sent = await serviceOn().send(ada, { roomId, content: 'Hello' }, { idempotency: idempotency() });
    expect(sent.isOk()).toBe(true);
    expect(known).toEqual([1]);
  });

  it('message.read', async () => {
    await fillRoom(database.db, roomId, 3);
    look = 'select seq from message_reads where user_id = $1';
    expect((await serviceOn().markRead(ada, roomId, 2)).isOk()).toBe(true);
    expect(known).toEqual([2]);
  });

  it('notification', async () => {
    look = 'select count(*) from notifications where user_id = $1';
    const { notificationService, enqueueJobs } = notificationScope({ db: database.db });
    const job = notificationService.scheduleNotification(ada.userId, { type: 'system', message: 'Hello' }, 0);
    await withTransaction(database.db, async tx => ok(await enqueueJobs(tx, [job])));
    await sendDue({ db: database.db, transport });
    expect(known).toEqual([1]);
  });
});

it('nobody is told of a message whose commit failed', async () => {
  const { db } = observe(database.db, name => {
    if (name === 'commit') throw new Error('the connection was lost');
  });
  const sent = serviceOn(db).send(ada, { roomId, content: 'Hello' }, { idempotency: idempotency() });
  await expect(sent).rejects.toThrow('the connection was lost');
  expect(known).toEqual([]);
});
