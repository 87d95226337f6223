import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { err, ok, type Result } from 'neverthrow';
import type { Database } from '../../../../../lib/platform/db/database.ts';
import { withTransaction, type Transaction } from '../../../../../lib/platform/db/transaction.ts';
import { endOf } from '../../../../support/end-of.ts';
import { observe } from '../../../../support/statements.ts';
import { useDatabase } from '../../../../support/use-database.ts';

/** One connection: whoever forgets to release it makes the next statement of a test wait in vain. */
const database = useDatabase(1);

const backend = () => database.value('select pg_backend_pid()');
const kept = () => database.value('select count(*) from notes');
const write = (tx: Transaction, text = 'note') => tx.query('insert into notes values ($1)', [text]);

beforeAll(async () => {
  await database.rows('create table notes (text text not null unique)');
});
beforeEach(async () => {
  await database.rows('truncate notes');
});

describe('withTransaction', () => {
  it('commits what was written when the work returns Ok, and returns its value', async () => {
    const result = await withTransaction(database.db, async tx => {
      await write(tx);
      return ok('done');
    });
    expect(result).toEqual(ok('done'));
    expect(await kept()).toBe(1);
  });

  it('rolls back when the work returns Err, and returns the error', async () => {
    const result = await withTransaction(database.db, async tx => {
      await write(tx);
      return err('no');
    });
    expect(result).toEqual(err('no'));
    expect(await kept()).toBe(0);
  });

  it('rolls back when the work throws, and throws the same', async () => {
    const bug = new Error('a bug');
    const work = withTransaction(database.db, async tx => {
      await write(tx);
      throw bug;
    });
    await expect(work).rejects.toBe(bug);
    expect(await kept()).toBe(0);
  });

  it('gives the connection back in every case, and keeps it', async () => {
    const before = await backend();
    for (let round = 0; round < 5; round += 1) {
      await endOf(withTransaction(database.db, async () => ok()));
      await endOf(withTransaction(database.db, async () => err('no')));
      await endOf(withTransaction(database.db, async () => Promise.reject(new Error('a bug'))));
      await endOf(withTransaction(database.db, async tx => ok(await tx.query('select 1 / 0'))));
    }
    expect(await backend()).toBe(before);
  });

  it('does not pass a rollback for a commit when the work swallowed a failed statement', async () => {
    const later: string[] = [];
    const work = withTransaction(database.db, async tx => {
      tx.afterCommit(async () => void later.push('told'));
      await write(tx, 'same');
      await write(tx, 'same').catch(() => undefined);
      return ok();
    });
    await expect(work).rejects.toThrow();
    expect(await kept()).toBe(0);
    expect(later).toEqual([]);
  });

  it('throws when the commit itself fails, and nothing is kept', async () => {
    await database.rows(
      'create table deferred (text text references notes (text) deferrable initially deferred)',
    );
    const work = withTransaction(database.db, async tx =>
      ok(await tx.query(`insert into deferred values ('of nothing')`)),
    );
    await expect(work).rejects.toMatchObject({ code: '23503' });
    expect(await database.value('select count(*) from deferred')).toBe(0);
    await database.rows('drop table deferred');
  });

  it('destroys a connection whose rollback failed', async () => {
    const before = await backend();
    const { db } = observe(database.db, name => {
      if (name === 'rollback') throw new Error('the rollback did not get through');
    });
    const work = withTransaction(db, async tx => {
      await write(tx);
      throw new Error('a bug');
    });
    await expect(work).rejects.toThrow('a bug');
    expect(await backend()).not.toBe(before);
    expect(await kept()).toBe(0);
  });
});

describe('work for after the commit', () => {
  it('runs once everybody can see what was written, before withTransaction returns', async () => {
    const seen: unknown[] = [];
    const work = withTransaction(database.db, async tx => {
      // With one connection in the pool this read also needs the transaction's own to be back.
      tx.afterCommit(async () => void seen.push(await kept()));
      await write(tx);
      return ok();
    });
    expect(await work).toEqual(ok());
    expect(seen).toEqual([1]);
  });

  it('runs in the order in which it was registered', async () => {
    const order: number[] = [];
    const work = withTransaction(database.db, async tx => {
      for (const number of [1, 2, 3]) tx.afterCommit(async () => void order.push(number));
      return ok();
    });
    expect(await work).toEqual(ok());
    expect(order).toEqual([1, 2, 3]);
  });

  it('never runs after a rollback, a throw or a commit that failed', async () => {
    const ran: string[] = [];
    const { db } = observe(database.db, name => {
      if (name === 'commit') throw new Error('lost');
    });
    const run = (on: Database, end: () => Result<void, string>) =>
      endOf(
        withTransaction(on, async tx => {
          tx.afterCommit(async () => void ran.push(end.name));
          return end();
        }),
      );
    await run(database.db, () => err('no'));
    await run(database.db, () => {
      throw new Error('a bug');
    });
    await run(db, () => ok());
    expect(ran).toEqual([]);
  });
});
