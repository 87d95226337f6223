import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

describe('createTestDatabase', () => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('holds every migration', async () => {
    const { rows } = await client.query('select count(*)::int as applied from migrations');
    expect(rows).toEqual([{ applied: expect.any(Number) }]);
    expect(rows[0]).not.toEqual({ applied: 0 });
  });

  it('has the time-outs that the migrations set, which a plain clone would lose', async () => {
    const { rows } = await client.query('show lock_timeout');
    expect(rows).toEqual([{ lock_timeout: '2s' }]);
  });

  it('is nobody else’s: many at once are all different, empty and usable', async () => {
    const databases = await Promise.all(Array.from({ length: 4 }, () => createTestDatabase()));
    expect(new Set(databases.map(({ url }) => url)).size).toBe(4);
    await Promise.all(databases.map(one => one.drop()));
  });
});
