import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { err, ok } from 'neverthrow';
import type { Executor } from '../../../../../lib/platform/db/database.ts';
import type { PooledDatabase } from '../../../../../lib/platform/db/driver.ts';
import { withTransaction } from '../../../../../lib/platform/db/transaction.ts';
import { createProducts, createUser } from '../../../../support/builders.ts';
import { databaseRoutes, type DatabaseRoute } from '../../../../support/database-routes.ts';
import { recordWakeUps } from '../../../../support/fakes.ts';
import { orderServiceOn, orphans, placementOf } from '../../../../support/orders.ts';
import { until } from '../../../../support/until.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const direct = useDatabase();
const CONNECTIONS = 2;
const CLIENTS = 10;

describe.each(['direct', 'pgbouncer', 'neon'] as const)('a database reached by the route %s', name => {
  let route: DatabaseRoute;
  let db: PooledDatabase;
  const clients = name === 'pgbouncer' ? CLIENTS : CONNECTIONS;

  beforeAll(async () => {
    route = await databaseRoutes[name](direct.url, CONNECTIONS);
    db = route.open({ url: route.url, poolSize: clients, onIdleError: () => undefined });
  });
  afterAll(async () => {
    await db.close();
    await route.stop();
  });

  const one = async (executor: Executor, text: string, values?: readonly unknown[]): Promise<unknown> => {
    const [row = {}] = await executor.query(text, values);
    return Object.values(row)[0];
  };
  /** Asks each connection to the database, all of which are held until the last has answered. */
  const onEach = async (text: string): Promise<readonly unknown[]> => {
    let waiting = CONNECTIONS;
    const { promise: all, resolve } = Promise.withResolvers<undefined>();
    const ask = () =>
      withTransaction(db, async tx => {
        const answer = await one(tx, text);
        waiting -= 1;
        if (waiting === 0) resolve(undefined);
        await all;
        return ok(answer);
      });
    const answers = await Promise.all(Array.from({ length: CONNECTIONS }, ask));
    return answers.map(answer => answer._unsafeUnwrap());
  };

  it('serves many clients at once, each statement of a transaction on the same connection', async () => {
    const pids = await Promise.all(
      Array.from({ length: 5 * CLIENTS }, () =>
        withTransaction(db, async tx => {
          const [first, second] = [
            await one(tx, 'select pg_backend_pid()'),
            await one(tx, 'select pg_backend_pid()'),
          ];
          return first === second ? ok(first) : err('another');
        }),
      ),
    );
    expect(pids.filter(pid => pid.isErr())).toEqual([]);
    expect(new Set(pids.map(pid => pid._unsafeUnwrap())).size).toBeLessThanOrEqual(CONNECTIONS);
  });

  it.each([
    ['statement_timeout', '30s'],
    ['lock_timeout', '2s'],
    ['idle_in_transaction_session_timeout', '10s'],
  ])('has the %s of its role on each connection', async (setting, expected) => {
    expect(await onEach(`select current_setting('${setting}')`)).toEqual([expected, expected]);
  });

  it('places orders at once, with nothing lost, and leaves nothing in the sessions', async () => {
    await direct.rows('truncate products, orders, jobs cascade');
    const products = await createProducts(db, [{ stock: 30 }, { stock: 30 }]);
    const customer = await createUser(db);
    const service = orderServiceOn({ db, wakeUps: recordWakeUps() });
    const lines = products.map(id => [id, 1] as const);
    const place = () => service.place(customer, placementOf(lines), undefined);
    const placed = (await Promise.all(Array.from({ length: 40 }, place))).filter(answer => answer.isOk());
    expect(placed).toHaveLength(30);
    expect(await direct.rows('select distinct stock from products')).toEqual([{ stock: 0 }]);
    expect(await orphans(direct.db)).toEqual({ orders: 0, jobs: 0 });
    const left = `select (select count(*) from pg_listening_channels())
                       + (select count(*) from pg_cursors where is_holdable)
                       + (select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid())`;
    expect(await onEach(left)).toEqual([0, 0]);
    // One statement is kept prepared, where the way is made for it.
    const kept = name === 'pgbouncer' ? [] : ['orders.place'];
    expect(await onEach('select array(select name from pg_prepared_statements)')).toEqual([kept, kept]);
  });

  it('shows nobody else what a transaction set for itself', async () => {
    const set = (isWanted: boolean) =>
      withTransaction(db, async tx => {
        await tx.query(`select set_config('strata.mark', 'mine', true)`);
        return isWanted ? ok() : err('no');
      });
    await Promise.all([set(true), set(false), set(true), set(false)]);
    expect(await onEach(`select coalesce(current_setting('strata.mark', true), '')`)).toEqual(['', '']);
  });

  it('gives up on a statement at the deadline, and goes on with others', async () => {
    const hurried = db.withDeadline(Date.now());
    await expect(hurried.query(`select pg_sleep(60) as ${name}_abandoned`)).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    expect(await onEach('select 1')).toEqual([1, 1]);
    await until(
      async () =>
        (await direct.value(
          `select count(*) from pg_stat_activity where state = 'active' and query like '%${name}_abandoned' and pid <> pg_backend_pid()`,
        )) === 0,
      'the database has ended it',
    );
  });

  it('rolls back what was given up on in the middle of a transaction', async () => {
    await direct.rows('create table if not exists notes (text text)');
    const work = withTransaction(db.withDeadline(Date.now()), async tx => {
      await tx.query('insert into notes values ($1)', [name]);
      return ok(await tx.query('select pg_sleep(60)'));
    });
    await expect(work).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(await onEach(`select count(*) from notes where text = '${name}'`)).toEqual([0, 0]);
  });

  it('is reached again after the database has ended every connection', async () => {
    await direct.rows('create table if not exists notes (text text)');
    const pids = await onEach('select pg_backend_pid()');
    await direct.rows('select pg_terminate_backend(pid, 5000) from unnest($1::int[]) as pid', [pids]);
    await until(
      () =>
        db.query('select 1').then(
          () => true,
          () => false,
        ),
      'an answer',
    );
    expect(await onEach('select 1')).toEqual([1, 1]);
  });
});
