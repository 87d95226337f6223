import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ok } from 'neverthrow';
import type { Executor } from '../../../../../lib/platform/db/database.ts';
import type { OpenDatabase, PooledDatabase } from '../../../../../lib/platform/db/driver.ts';
import { openDatabase as openNeon } from '../../../../../lib/platform/db/neon-driver.ts';
import { openDatabase as openPg } from '../../../../../lib/platform/db/pg-driver.ts';
import { withTransaction } from '../../../../../lib/platform/db/transaction.ts';
import { startNeonProxy } from '../../../../support/neon-proxy.ts';
import { until } from '../../../../support/until.ts';
import { useDatabase } from '../../../../support/use-database.ts';
import type { WebSocketProxy } from '../../../../support/websocket-proxy.ts';

const admin = useDatabase();
let proxy: WebSocketProxy;

beforeAll(async () => {
  const { hostname, port } = new URL(admin.url);
  proxy = await startNeonProxy({ host: hostname, port: Number(port) });
});
afterAll(() => proxy.stop());

const drivers: readonly (readonly [string, OpenDatabase])[] = [
  ['pg', openPg],
  ['the Neon driver', openNeon],
];

describe.each(drivers)('a database opened with %s', (_name, openDatabase) => {
  let db: PooledDatabase;
  const idleErrors: Error[] = [];

  beforeAll(() => {
    db = openDatabase({
      url: admin.url,
      poolSize: 1,
      prepares: true,
      onIdleError: error => idleErrors.push(error),
    });
  });
  afterAll(() => db.close());

  const one = async (executor: Executor, text: string, values?: readonly unknown[]): Promise<unknown> => {
    const [row = {}] = await executor.query(text, values);
    return Object.values(row)[0];
  };
  const backend = () => one(db, 'select pg_backend_pid()');
  const timeout = { name: 'TimeoutError' };
  const terminate = (pid: unknown) => admin.rows('select pg_terminate_backend($1, 5000)', [pid]);

  it('keeps a statement that is marked as prepared, and no other', async () => {
    for (const value of [1, 2]) {
      expect(await one(db, '-- test.kept, prepared\nselect $1::integer', [value])).toBe(value);
      expect(await one(db, '-- test.other\nselect $1::integer', [value])).toBe(value);
    }
    expect(await one(db, 'select array(select name from pg_prepared_statements)')).toEqual(['test.kept']);
  });

  describe('when the result of a prepared statement has changed its type', () => {
    const changeTo = (type: string) =>
      admin.rows(`alter table changing alter column value type ${type} using value::${type}`);

    beforeEach(() => admin.rows('create table changing as select 1::integer as value'));
    afterEach(() => admin.rows('drop table changing'));

    it('runs it all the same, on the same connection', async () => {
      const text = '-- test.changing, prepared\nselect value from changing';
      const before = await backend();
      expect(await one(db, text)).toBe(1);
      await changeTo('text');
      expect([await one(db, text), await one(db, text)]).toEqual(['1', '1']);
      await changeTo('bigint');
      expect(await one(db, text)).toBe(1);
      expect(await backend()).toBe(before);
    });

    it('fails one transaction, and no later one', async () => {
      const text = '-- test.changing_in_transaction, prepared\nselect value from changing';
      const read = () => withTransaction(db, async tx => ok(await one(tx, text)));
      expect(await read()).toEqual(ok(1));
      await changeTo('text');
      await expect(read()).rejects.toMatchObject({ code: '0A000' });
      expect(await read()).toEqual(ok('1'));
      await changeTo('bigint');
      expect(await read()).toEqual(ok(1));
    });
  });

  it.each([
    ['int8 as a number', 'select 9007199254740991::bigint', 9_007_199_254_740_991],
    ['a count as a number', 'select count(*) from users', 0],
    [
      'timestamptz as an ISO 8601 string in UTC',
      `select '2026-11-01 01:30:00.123456-04'::timestamptz`,
      '2026-11-01T05:30:00.123Z',
    ],
    ['jsonb as its value', `select '{"a": [1, null]}'::jsonb`, { a: [1, null] }],
    [
      'a uuid as text',
      `select '01900000-0000-7000-8000-000000000001'::uuid`,
      '01900000-0000-7000-8000-000000000001',
    ],
    ['null as null', 'select null::bigint', null],
  ])('reads %s', async (_what, text, expected) => {
    expect(await one(db, text)).toEqual(expected);
  });

  it('refuses an int8 that a number cannot hold, and stays usable', async () => {
    await expect(db.query('select 9007199254740992::bigint')).rejects.toThrow(RangeError);
    expect(await one(db, 'select 1')).toBe(1);
  });

  it('keeps its connection when a statement violates a constraint, and tells the SQLSTATE', async () => {
    const before = await backend();
    const violation = db.query(
      'insert into rooms (id, name, visibility) values (gen_random_uuid(), $1, $2)',
      ['x', 'y'],
    );
    await expect(violation).rejects.toMatchObject({ code: '23514', constraint: 'rooms_visibility_check' });
    expect(await backend()).toBe(before);
  });

  it('replaces an idle connection that was terminated', async () => {
    const before = await backend();
    await terminate(before);
    await until(() => idleErrors.length > 0, 'the pool hears of it');
    expect(await backend()).not.toBe(before);
  });

  it('fails the write whose connection is terminated, and serves the next on another', async () => {
    const before = await backend();
    const sleeping = db.query('do $$ begin perform pg_sleep(60); end $$');
    const failed = expect(sleeping).rejects.toThrow();
    await until(
      async () =>
        (await admin.value(`select state from pg_stat_activity where pid = $1`, [before])) === 'active',
      'the statement runs',
    );
    await terminate(before);
    await failed;
    expect(await backend()).not.toBe(before);
  });

  it('fails a transaction whose connection is terminated between two statements, and the process lives', async () => {
    const before = await backend();
    const work = withTransaction(db, async tx => {
      await tx.query('select 1');
      await terminate(before);
      return ok(await tx.query('select 1'));
    });
    await expect(work).rejects.toThrow();
    expect(await backend()).not.toBe(before);
  });

  it('lives when a connection is terminated while its transaction does something else', async () => {
    const before = await backend();
    const work = withTransaction(db, async () => {
      await terminate(before);
      // Until the end of the connection has reached this process.
      await until(
        async () => (await admin.rows('select from pg_stat_activity where pid = $1', [before])).length === 0,
        'it has gone',
      );
      for (let turn = 0; turn < 20; turn += 1) await new Promise(resolve => setImmediate(resolve));
      return ok();
    });
    await expect(work).rejects.toThrow();
    expect(await backend()).not.toBe(before);
  });

  it('gives up on a statement at the deadline of the invocation, on a connection nobody gets again', async () => {
    const before = await backend();
    const hurried = db.withDeadline(Date.now());
    await expect(hurried.query('select pg_sleep(60)')).rejects.toMatchObject(timeout);
    expect(await backend()).not.toBe(before);
  });

  it('has the database end a statement that was given up on', async () => {
    const hurried = db.withDeadline(Date.now());
    await expect(hurried.query('select pg_sleep(60) as abandoned')).rejects.toMatchObject(timeout);
    await until(
      async () =>
        (await admin.value(
          `select count(*) from pg_stat_activity where state = 'active' and query like '%abandoned' and pid <> pg_backend_pid()`,
        )) === 0,
      'it has ended',
    );
  });

  it('lets the invocation roll back at its deadline', async () => {
    const hurried = db.withDeadline(Date.now());
    const work = withTransaction(hurried, async tx => ok(await tx.query('select pg_sleep(60)')));
    await expect(work).rejects.toMatchObject(timeout);
    expect(await one(db, 'select 1')).toBe(1);
  });

  it('gives up on a connection at the deadline too, and loses none by it', async () => {
    const held = await db.connect();
    await expect(db.withDeadline(Date.now()).query('select 1')).rejects.toMatchObject(timeout);
    held.release();
    expect(await one(db, 'select 1')).toBe(1);
  });
});
