import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ok } from 'neverthrow';
import type { OpenDatabase, PooledDatabase } from '../../../../../lib/platform/db/driver.ts';
import { openDatabase as openNeon } from '../../../../../lib/platform/db/neon-driver.ts';
import { isOutage } from '../../../../../lib/platform/db/outage.ts';
import { openDatabase as openPg } from '../../../../../lib/platform/db/pg-driver.ts';
import { withTransaction } from '../../../../../lib/platform/db/transaction.ts';
import { startNeonProxy } from '../../../../support/neon-proxy.ts';
import { startTcpProxy, type TcpProxy } from '../../../../support/tcp-proxy.ts';
import { until } from '../../../../support/until.ts';
import { useDatabase } from '../../../../support/use-database.ts';
import type { WebSocketProxy } from '../../../../support/websocket-proxy.ts';

const admin = useDatabase();
let network: TcpProxy;
let neon: WebSocketProxy;
let url: string;

beforeAll(async () => {
  const { hostname, port } = new URL(admin.url);
  network = await startTcpProxy({ host: hostname, port: Number(port) });
  neon = await startNeonProxy({ host: '127.0.0.1', port: network.port });
  const through = new URL(admin.url);
  through.port = String(network.port);
  url = through.href;
  await admin.rows('create table notes (text text not null)');
});
afterAll(async () => {
  await neon.stop();
  await network.stop();
});

const drivers: readonly (readonly [string, OpenDatabase])[] = [
  ['pg', openPg],
  ['the Neon driver', openNeon],
];

describe.each(drivers)('through %s', (_name, openDatabase) => {
  let db: PooledDatabase;
  beforeEach(async () => {
    network.mend();
    await admin.rows('truncate notes');
    db = openDatabase({ url, poolSize: 2, onIdleError: () => undefined });
    // Two connections, both idle now.
    await Promise.all([db.query('select pg_sleep(0.05)'), db.query('select pg_sleep(0.05)')]);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await db.close();
  });

  const write = () => db.query(`insert into notes values ('x')`);
  const written = () => admin.value('select count(*) from notes');
  const writeInTransaction = () =>
    withTransaction(db, async tx => ok(await tx.query(`insert into notes values ('x')`)));
  /** Lets a sandbox sleep: its timers stand still, the clock on the wall does not. */
  const freeze = (milliseconds: number) => {
    const now = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => now() + milliseconds);
  };

  it.each([
    ['a write', () => write()],
    ['a transaction', () => writeInTransaction()],
  ])(
    '%s of a sandbox that was frozen is done once, though its connections are dead and say nothing',
    async (_what, work) => {
      network.forget();
      freeze(6_000);
      await work();
      expect(await written()).toBe(1);
    },
  );

  it('a read whose connection is lost on the way is asked again on another', async () => {
    network.tripOnUse();
    expect(await db.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('a transaction whose connection is lost as it begins begins on another, and is done once', async () => {
    network.tripOnUse();
    expect((await writeInTransaction()).isOk()).toBe(true);
    expect(await written()).toBe(1);
  });

  it.each([
    ['a write', () => write()],
    [
      'a read that may write',
      () => db.query(`with made as (insert into notes values ('x') returning 1) select * from made`),
    ],
  ])('%s whose answer is lost is not sent twice, and told as an outage', async (_what, work) => {
    network.loseAnswer();
    expect(isOutage(await work().catch((error: unknown) => error))).toBe(true);
    await until(async () => (await written()) === 1, 'it was done all the same');
    expect(await written()).toBe(1);
  });

  it('a commit whose answer is lost is not tried again', async () => {
    const work = withTransaction(db, async tx => {
      await tx.query(`insert into notes values ('x')`);
      network.loseAnswer();
      return ok();
    });
    expect(isOutage(await work.catch((error: unknown) => error))).toBe(true);
    await until(async () => (await written()) === 1, 'it was committed all the same');
  });

  it('waits for a server that is restarting', async () => {
    network.cut();
    freeze(6_000);
    setTimeout(() => {
      network.mend();
    }, 300);
    await write();
    expect(await written()).toBe(1);
  });

  it('tells an outage that lasts, and lives on', async () => {
    network.cut();
    expect(isOutage(await write().catch((error: unknown) => error))).toBe(true);
    network.mend();
    await write();
    expect(await written()).toBe(1);
  });

  it('gives up at the deadline of the invocation while nothing answers', async () => {
    const other = openDatabase({ url, poolSize: 1, onIdleError: () => undefined });
    network.stall();
    const startedAt = performance.now();
    await expect(other.withDeadline(Date.now() + 300).query('select 1')).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    network.mend();
    expect(await other.query('select 1 as one')).toEqual([{ one: 1 }]);
    await other.close();
  });
});
