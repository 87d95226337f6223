import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { migrate } from '../../../../../lib/platform/db/migrate.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata-migrations-'));
});
afterEach(() => rm(folder, { recursive: true }));

const write = (name: string, sql: string) => writeFile(join(folder, name), sql);
const exists = async (table: string) => (await database.value('select to_regclass($1)', [table])) !== null;
const isApplied = async (name: string) =>
  (await database.rows('select from migrations where name = $1', [name])).length === 1;

describe('migrate', () => {
  it('applies what is new in the order of the names, once', async () => {
    await write('order-2.sql', 'alter table ordered add column two integer');
    await write('order-1.sql', 'create table ordered (one integer)');
    await write('order-3.txt', 'this is no migration');
    expect(await migrate(database.url, folder)).toEqual(['order-1.sql', 'order-2.sql']);
    expect(await migrate(database.url, folder)).toEqual([]);
  });

  it('is run by several at once, and each migration is applied by one of them', async () => {
    // A second run of either would fail: the table and the row exist.
    await write('twin-1.sql', 'create table twins (n integer primary key)');
    await write('twin-2.sql', 'insert into twins values (1)');
    const runs = await Promise.all(Array.from({ length: 4 }, () => migrate(database.url, folder)));
    expect(runs.flat().sort()).toEqual(['twin-1.sql', 'twin-2.sql']);
  });

  it('refuses a file that was changed after it had been applied, and applies none', async () => {
    await write('kept-1.sql', 'create table kept (n integer)');
    await migrate(database.url, folder);
    await write('kept-1.sql', 'create table kept (n bigint)');
    await write('kept-2.sql', 'create table never (n integer)');
    await expect(migrate(database.url, folder)).rejects.toThrow(/kept-1.sql was changed/);
    expect(await exists('never')).toBe(false);
  });

  it('rolls a failing file back whole, keeps those before it and stops there', async () => {
    await write('half-1.sql', 'create table before_failure (n integer)');
    await write('half-2.sql', 'create table half (n integer); insert into half values (1); select 1 / 0;');
    await write('half-3.sql', 'create table after_failure (n integer)');
    await expect(migrate(database.url, folder)).rejects.toThrow(/half-2.sql failed: division by zero/);
    expect([await exists('before_failure'), await exists('half'), await exists('after_failure')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(await isApplied('half-2.sql')).toBe(false);
    await write('half-2.sql', 'create table half (n integer)');
    expect(await migrate(database.url, folder)).toEqual(['half-2.sql', 'half-3.sql']);
  });

  it('is not held to the time-outs of a request', async () => {
    await write(
      'slow-1.sql',
      `do $$ begin
         if current_setting('statement_timeout') <> '0' then raise 'has a statement time-out'; end if;
       end $$`,
    );
    expect(await migrate(database.url, folder)).toEqual(['slow-1.sql']);
  });
});

describe('the migrations of this repository', () => {
  const name = `empty_${randomBytes(6).toString('hex')}`;
  const url = () => Object.assign(new URL(database.url), { pathname: `/${name}` }).href;

  beforeAll(async () => {
    await database.rows(`create database ${name}`);
  });
  afterAll(async () => {
    await database.rows(`drop database ${name} with (force)`);
  });

  it('make an empty database whole, also when two deployments start together', async () => {
    const files = (await readdir(resolve('migrations'))).filter(file => file.endsWith('.sql')).sort();
    const runs = await Promise.all([migrate(url()), migrate(url())]);
    expect(runs.flat()).toEqual(files);
  });

  it('have been applied to the database that each test file gets', async () => {
    expect(await migrate(database.url)).toEqual([]);
  });
});
