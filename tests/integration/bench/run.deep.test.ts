import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { commandLineOf, hasEndedWithin } from '../../../local/processes.ts';
import { until } from '../../support/until.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const LIMIT_MILLISECONDS = 120_000;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata-bench-'));
  // As root, the server runs as another user, who has to get in, and to remove what is theirs.
  await chmod(folder, 0o1777);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Its Postgres lies in here, and has to be gone with it. */
const environment = () => ({ ...process.env, NODE_OPTIONS: '', TMPDIR: folder });
const commandOf = (args: readonly string[]): readonly string[] => [
  join(ROOT, 'bench/run.ts'),
  ...args,
  '--in',
  join(ROOT, 'tests/support/benchmarks'),
  '--out',
  join(folder, 'results'),
];

const bench = (...args: readonly string[]) =>
  new Promise<{ readonly code: number; readonly printed: string; readonly said: string }>(done => {
    execFile(process.execPath, commandOf(args), { env: environment() }, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code), printed: stdout, said: stderr });
    });
  });

const filesLeft = async (): Promise<readonly string[]> => (await readdir(folder)).sort();
const resultOf = (name: string): unknown =>
  JSON.parse(readFileSync(join(folder, 'results', `${name}.json`), 'utf8'));

it(
  'measures, prints a table, writes figures with machine and versions, draws a page, and leaves nothing behind',
  async () => {
    const { code, printed, said } = await bench('toy', '--rounds', '2');
    expect({ code, said }).toMatchObject({ code: 0 });
    expect(printed).toMatch(/one by one +[\d.,]+ +± [\d.,]+ % +1\.00 ×/);
    expect(printed).toMatch(/met +at once, numbers\/s: at least 2 times one by one/);
    expect(resultOf('toy')).toMatchObject({
      name: 'toy',
      isQuick: false,
      machine: { cores: expect.any(Number), processor: expect.any(String) },
      versions: {
        node: process.versions.node,
        postgres: { server_version: expect.any(String), fsync: 'on' },
      },
      cases: [
        {
          name: 'contenders',
          rounds: 2,
          load: { atStart: expect.any(Number) },
          rows: [
            { figures: { sum: { ratio: 1, values: [expect.any(Number), expect.any(Number)] } } },
            { contender: 'at once' },
          ],
          targets: [{ isMet: true }],
        },
        { rows: [{ size: 10 }, { size: 100 }, { size: 1000 }] },
      ],
    });
    const page = readFileSync(join(folder, 'results/index.html'), 'utf8');
    expect(page.match(/<svg /g)).toHaveLength(4);
    expect(await filesLeft()).toEqual(['results']);
  },
  LIMIT_MILLISECONDS,
);

it(
  'runs all in turn, fails when one of them is wrong, and keeps no figures of that one',
  async () => {
    const { code, printed, said } = await bench('all', '--quick');
    expect({ code, said }).toMatchObject({
      code: 1,
      said: expect.stringContaining('The outcome of idle is not right: 0 of 1 were done'),
    });
    expect(printed).toContain('growth (1 round');
    expect(printed).not.toMatch(/met|MISSED/);
    expect((await readdir(join(folder, 'results'))).sort()).toEqual(['index.html', 'toy.json']);
    expect(await filesLeft()).toEqual(['results']);
  },
  LIMIT_MILLISECONDS,
);

/** The process id of the Postgres in our folder, 0 until it takes connections. */
const databaseAtWork = async (): Promise<number> => {
  const found = (await readdir(folder)).find(name => name.startsWith('strata-postgres-'));
  const file = join(folder, found ?? '', 'data/postmaster.pid');
  if (found === undefined || !existsSync(file)) return 0;
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines[7]?.trim() === 'ready' ? Number(lines[0]) : 0;
};

it(
  'stops what it has started when it is told to end',
  async () => {
    const child = spawn(process.execPath, commandOf(['toy', '--rounds', '9999']), {
      env: environment(),
      stdio: 'ignore',
    });
    const ended = once(child, 'close');
    const started = { database: 0 };
    await until(
      async () => (started.database = await databaseAtWork()) > 0,
      'its Postgres is ready',
      LIMIT_MILLISECONDS,
    );
    const { database } = started;
    expect(commandLineOf(database)).toContain('postgres');
    child.kill('SIGTERM');
    expect((await ended)[0]).toBe(143);
    expect(await hasEndedWithin(database, 15_000)).toBe(true);
    // Its guard, which outlives it, removes the data.
    await until(async () => (await filesLeft()).length === 0, 'nothing is left');
  },
  LIMIT_MILLISECONDS,
);

it(
  'says what there is, and what makes no sense',
  async () => {
    const [help, unknown, rounds] = await Promise.all([
      bench('--help'),
      bench('nothing'),
      bench('toy', '--rounds', '0'),
    ]);
    expect(help).toMatchObject({ code: 0, printed: expect.stringContaining('toy    adding numbers up') });
    expect(unknown).toMatchObject({ code: 2, said: expect.stringContaining('There are: toy, wrong.') });
    expect(rounds).toMatchObject({ code: 2, said: expect.stringContaining('--rounds') });
  },
  LIMIT_MILLISECONDS,
);
