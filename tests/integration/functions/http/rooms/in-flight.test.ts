import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { err } from 'neverthrow';
import { handler as sendNotification } from '../../../../../functions/http/notifications/send.ts';
import { handler as createRoom } from '../../../../../functions/http/rooms/create.ts';
import { handler as postMessage } from '../../../../../functions/http/rooms/post-message.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { withTransaction } from '../../../../../lib/platform/db/transaction.ts';
import { createRoom as insertRoom, createUser } from '../../../../support/builders.ts';
import { useConnectionsApi } from '../../../../support/connections-api.ts';
import { createGate } from '../../../../support/fakes.ts';
import { useHttp, type HttpAnswer, type HttpRequest } from '../../../../support/http.ts';
import { useDatabase } from '../../../../support/use-database.ts';
import { useQueues } from '../../../../support/use-queues.ts';

const database = useDatabase();
useConnectionsApi();
useQueues();
/** The functions' database gives up on a lock at once; the role's own 2 s would pass too. */
const hurried = { url: '' };
beforeAll(() => {
  hurried.url = `${database.url}?options=${encodeURIComponent('-c lock_timeout=50ms')}`;
});
const { call } = useHttp({
  get url() {
    return hurried.url;
  },
});

let admin: Principal;
let roomId: string;
beforeEach(async () => {
  admin = await createUser(database.db, { role: 'admin' });
  roomId = await insertRoom(database.db, 'public');
});

const routes: readonly (readonly [string, (request: HttpRequest) => Promise<HttpAnswer>])[] = [
  [
    'POST /rooms',
    request => call(createRoom, { body: { name: 'Parcels', visibility: 'public' }, ...request }),
  ],
  [
    'POST /rooms/{roomId}/messages',
    request => call(postMessage, { params: { roomId }, body: { content: 'Hello' }, ...request }),
  ],
  [
    'POST /notifications',
    request => call(sendNotification, { body: { to: 'all', message: 'Hello' }, ...request }),
  ],
];

describe.each(routes)('%s', (route, send) => {
  it('answers 409 while the same request is still at work, and does it once that has failed', async () => {
    const key = randomUUID();
    const [held, done] = [createGate(), createGate()];
    const twin = withTransaction(database.db, async tx => {
      await tx.query(
        `insert into idempotency_keys (scope, key, fingerprint, snapshot) values ($1, $2, 'the same', 'null')`,
        [`${admin.userId} ${route}`, key],
      );
      held.open();
      await done.passed;
      return err('it failed after all');
    });
    await held.passed;
    const request = { as: admin, headers: { 'idempotency-key': key } };
    expect(await send(request)).toMatchObject({
      status: 409,
      headers: { 'retry-after': '1' },
      body: { code: 'idempotency.in_flight' },
    });
    done.open();
    expect((await twin).isErr()).toBe(true);
    expect((await send(request)).status).toBeLessThan(300);
  });
});
