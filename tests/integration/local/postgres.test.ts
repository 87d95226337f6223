import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { type Postgres, startPostgres } from '../../../local/postgres.ts';
import { commandLineOf } from '../../../local/processes.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { until } from '../../support/until.ts';

// Each takes a second or two, unless the machine has much else to do.
jest.setTimeout(30_000);

const MODULE = join(import.meta.dirname, '../../../local/postgres.ts');

const query = async (url: string, sql: string): Promise<readonly Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
};

describe('startPostgres', () => {
  let folder: string;
  let removeFolder: () => Promise<void>;
  const running: Postgres[] = [];

  beforeEach(async () => {
    const temporary = await temporaryFolder();
    folder = temporary.path;
    removeFolder = () => temporary.remove();
    // As in a checkout that everybody may enter.
    await chmod(folder, 0o755);
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map(postgres => postgres.stop()));
    await removeFolder();
  });

  const start = async (options: Parameters<typeof startPostgres>[0] = { folder }): Promise<Postgres> => {
    const postgres = await startPostgres(options);
    running.push(postgres);
    return postgres;
  };
  const stop = async (postgres: Postgres): Promise<void> => {
    running.splice(running.indexOf(postgres), 1);
    await postgres.stop();
  };
  const serverPid = async (): Promise<number> =>
    Number((await readFile(join(folder, 'data/postmaster.pid'), 'utf8')).split('\n')[0]);

  it('keeps its data, and its password where nobody else can read it', async () => {
    const first = await start();
    await first.createDatabase('strata');
    await query(first.url('strata'), 'create table kept as select 42 as answer');
    await stop(first);
    const second = await start();
    await second.createDatabase('strata');
    expect(await query(second.url('strata'), 'select answer from kept')).toEqual([{ answer: 42 }]);
    expect((await stat(join(folder, 'password'))).mode & 0o777).toBe(0o600);
  });

  it('refuses whoever does not know the password', async () => {
    const { port } = await start();
    await expect(query(`postgres://strata:guess@127.0.0.1:${port}/postgres`, 'select 1')).rejects.toThrow(
      'password authentication failed',
    );
  });

  it('orders and folds UTF-8 the same on every machine', async () => {
    const postgres = await start({ ephemeral: true });
    expect(
      await query(
        postgres.url('postgres'),
        `select lower('ÀÉ') as lower, current_setting('server_encoding') as encoding`,
      ),
    ).toEqual([{ lower: 'àé', encoding: 'UTF8' }]);
  });

  it('ends when the process that started it is killed, and starts again on its data', async () => {
    const program = `
      const { startPostgres } = await import(${JSON.stringify(MODULE)});
      await startPostgres({ folder: ${JSON.stringify(folder)} });
      console.log('ready');
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    await once(parent.stdout, 'data');
    const pid = await serverPid();
    parent.kill('SIGKILL');
    await until(() => commandLineOf(pid) === undefined, 'the server has ended');
    const postgres = await start();
    expect(await query(postgres.url('postgres'), 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('stops a server that still runs on its data, and takes over', async () => {
    const first = await start();
    const pid = await serverPid();
    const second = await start();
    expect(commandLineOf(pid)).toBeUndefined();
    expect(await query(second.url('postgres'), 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(second.port).not.toBe(first.port);
  });

  it('is not misled by the process id of something else in an old lock file', async () => {
    await stop(await start());
    await writeFile(join(folder, 'data/postmaster.pid'), `${process.pid}\n`);
    const postgres = await start();
    expect(await query(postgres.url('postgres'), 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('says in one line why it does not start', async () => {
    const { port } = await start();
    const other = await temporaryFolder();
    await chmod(other.path, 0o755);
    await expect(startPostgres({ folder: other.path, port })).rejects.toThrow('could not bind');
    await other.remove();
  });

  it('does not touch the data of another version', async () => {
    await stop(await start());
    await writeFile(join(folder, 'data/PG_VERSION'), '17\n');
    await expect(startPostgres({ folder })).rejects.toThrow('was made by Postgres 17');
  });

  it('removes an ephemeral server with its data', async () => {
    const postgres = await start({ ephemeral: true });
    const [setting] = await query(postgres.url('postgres'), 'show data_directory');
    const dataFolder = String(setting?.['data_directory']);
    await stop(postgres);
    expect(existsSync(dataFolder)).toBe(false);
  });
});
