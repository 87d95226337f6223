import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { completed, discard } from '../../../lib/platform/jobs/outcome.ts';
import { inTrace } from '../../../lib/platform/trace/trace.ts';
import { newTrace } from '../../../lib/platform/trace/traceparent.ts';
import { runJobs } from '../../../scripts/jobs/command-line.ts';
import { setEnvironment } from '../../support/environment.ts';
import { defineTestJob, insertJob, insertMany, performing, workerFor } from '../../support/jobs.ts';
import { useDatabase } from '../../support/use-database.ts';
import { useQueues } from '../../support/use-queues.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const database = useDatabase();
const queues = useQueues();
const mail = defineTestJob({ queue: 'email', name: 'test.mail' });

beforeAll(() => {
  setEnvironment({ DATABASE_URL: database.url });
});
beforeEach(async () => {
  queues.empty();
  await database.rows('delete from jobs');
  await database.rows('delete from paused_queues');
});

interface Ended {
  readonly code: number;
  readonly printed: string;
  readonly said: string;
}
/** Runs the command within this process. */
const jobs = async (args: readonly string[]): Promise<Ended> => {
  const [printed, said]: [string[], string[]] = [[], []];
  const code = await runJobs(args, { print: text => printed.push(text), say: text => said.push(text) });
  const text = (lines: readonly string[]) => lines.map(line => `${line}\n`).join('');
  return { code, printed: text(printed), said: text(said) };
};
/** Runs the command as a program of its own, with more in its environment, or less. */
const program = (args: readonly string[], more: Readonly<Record<string, string | undefined>> = {}) =>
  new Promise<Ended>(done => {
    const env = { ...process.env, NODE_OPTIONS: '', ...more };
    execFile(process.execPath, [join(ROOT, 'scripts/jobs.ts'), ...args], { env }, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code), printed: stdout, said: stderr });
    });
  });
const json = async (...args: readonly string[]): Promise<unknown> => {
  const { code, printed, said } = await jobs([...args, '--json']);
  expect({ code, said }).toMatchObject({ code: 0 });
  return JSON.parse(printed);
};
const work = (id: string, outcome = completed()) =>
  workerFor(database.db, [performing(mail, async () => outcome)]).work([id]);
const stateOf = (id: string) => database.value('select state from jobs where id = $1', [id]);

describe('npm run jobs', () => {
  it('lists jobs as a table, and as JSON', async () => {
    const [failed = '', waiting = ''] = await insertMany(database.db, mail, 2);
    await work(failed, discard('no such\nmailbox'));
    const { code, printed } = await jobs([
      'list',
      '--queue',
      'email',
      '--state',
      'failed,completed',
      '--newer-than',
      '1h',
    ]);
    expect(code).toBe(0);
    const [heading, ...rows] = printed.trim().split('\n');
    expect(heading).toMatch(/^ID +NAME +QUEUE +STATE +ATTEMPT +CREATED \(UTC\) +LAST REASON$/);
    expect(rows).toEqual([
      expect.stringMatching(new RegExp(`^${failed}  test.mail  email  failed  1/3 .* no such mailbox$`)),
    ]);
    expect(await json('list', '--payload', '{"note":"hello"}', '--limit', '1')).toMatchObject({
      data: [expect.objectContaining({ queue: 'email' })],
      nextCursor: expect.any(String),
    });
    expect(await json('list', '--older-than', '1h')).toEqual({ data: [], nextCursor: null });
    expect(await stateOf(waiting)).toBe('queued');
  });

  it('shows all there is to know about a job', async () => {
    const trace = newTrace();
    const id = await inTrace(trace, () => insertJob(database.db, mail));
    const child = await insertJob(database.db, mail, { dependsOn: [id] });
    await work(id, discard('no such mailbox'));
    const { printed } = await jobs(['show', id]);
    for (const part of [
      new RegExp(`trace +${trace.traceId}`),
      /state +failed/,
      /attempts +1 of 3/,
      /1 +discard .* no such mailbox/,
      /"note": "hello"/,
    ])
      expect(printed).toMatch(part);
    expect(printed).toMatch(new RegExp(`waited for by +${child} +test.mail +scheduled`));
    expect(await json('show', id)).toMatchObject({ id, payload: { note: 'hello' } });
  });

  it('retries and cancels one job, or all that fit, and says how far it has come', async () => {
    const [one = '', ...others] = await insertMany(database.db, mail, 1200);
    expect(await jobs(['cancel', one])).toMatchObject({
      code: 0,
      printed: `test.mail ${one} is cancelled.\n`,
    });
    const cancelled = await jobs(['cancel', '--name', 'test.mail', '--queue', 'email']);
    expect(cancelled.printed).toBe('1199 cancelled, 0 that waited for them, 0 asked to stop.\n');
    expect(cancelled.said).toBe('1000 so far\n1199 so far\n');
    expect((await jobs(['retry', one])).printed).toBe(`test.mail ${one} is queued.\n`);
    expect(
      await json('retry', '--state', 'cancelled', '--id', String(others[0]), '--id', String(others[1])),
    ).toEqual({
      retried: 2,
      keyTaken: 0,
      complete: true,
    });
    expect(queues.bodies('email')).toHaveLength(3);
  });

  it('pauses and resumes a queue, and shows it', async () => {
    const id = await insertJob(database.db, mail);
    expect((await jobs(['pause', 'email'])).printed).toMatch(/^email is paused since /);
    await work(id);
    expect(await stateOf(id)).toBe('queued');
    const { printed } = await jobs(['queues']);
    expect(printed).toMatch(/^email +1 +0 +0 +0 +0 +0 .* 0 +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/m);
    expect((await jobs(['resume', 'email'])).printed).toBe('email goes on; 1 job woken.\n');
    expect(queues.bodies('email')).toHaveLength(1);
  });

  it('shows dead letters and clears them', async () => {
    const id = await insertJob(database.db, mail);
    await queues.bury('email', JSON.stringify({ jobId: id }));
    await queues.bury('email', 'not ours');
    const { printed } = await jobs(['dlq', 'email']);
    expect(printed).toMatch(new RegExp(`${id} +test.mail +queued`));
    expect(printed).toMatch(/not ours$/m);
    expect((await jobs(['redrive', 'email', '--message', 'gone'])).printed).toMatch(/ 1 not found\.$/m);
    expect((await jobs(['redrive', 'email', '--discard-foreign'])).printed).toBe(
      '1 job woken, 0 messages of jobs that need none removed, 1 not ours discarded.\n',
    );
    expect([queues.deadLetters('email'), queues.bodies('email')]).toEqual([
      [],
      [JSON.stringify({ jobId: id })],
    ]);
  });

  it('ends with 1 and the reason when something cannot be done', async () => {
    const id = await insertJob(database.db, mail);
    await work(id);
    expect(await jobs(['retry', id])).toEqual({
      code: 1,
      printed: '',
      said: 'The job is completed. Only failed and cancelled jobs can be retried.\n',
    });
    expect(await jobs(['show', randomUUID()])).toMatchObject({
      code: 1,
      said: expect.stringContaining('no such job'),
    });
  });

  it.each([
    ['an unknown command', ['lst'], 'There is no command lst. Did you mean list?'],
    ['a command like no other', ['toString'], 'There is no command toString. There are list, show, retry, '],
    ['an unknown option', ['list', '--stat', 'failed'], 'There is no option --stat. Did you mean --state?'],
    ['an option like no other', ['list', '-n', '3'], 'There is no option -n. Did you mean --name?'],
    ['an option that the command does not take', ['queues', '--limit', '3'], 'queues does not take --limit.'],
    ['an option without its value', ['list', '--state'], '--state needs a value.'],
    ['an option before the next', ['list', '--state', '--json'], '--state needs a value.'],
    ['a value where there is none', ['list', '--json=yes'], '--json takes no value.'],
    ['a word too many', ['list', 'failed'], 'list does not take failed.'],
    ['no job', ['show'], 'Name one job by its id.'],
    ['an id that is none', ['cancel', 'x'], 'x is no id of a job; list shows them.'],
    ['no queue', ['pause'], 'Name one queue: high-priority'],
    ['a queue that is none', ['pause', 'mail'], 'There is no queue mail. Name one queue: high-priority'],
    ['two queues', ['pause', 'email', 'reports'], 'Name one queue: high-priority'],
    [
      'nothing that says which jobs',
      ['cancel'],
      'Name one job by its id, or many by --id, --state, --queue, ',
    ],
    [
      'an id and filters',
      ['retry', randomUUID(), '--queue', 'email'],
      'Name one job by its id, or many by filters.',
    ],
    [
      'a state that is none',
      ['list', '--state', 'failed,lost'],
      '--state: lost is none of scheduled, queued, active, retrying, completed, failed, cancelled',
    ],
    ['an empty state', ['list', '--state='], '--state: must be one of scheduled, queued, '],
    ['a state that cannot be retried', ['retry', '--state', 'active'], '--state: active is none of failed, '],
    ['an id among others that is none', ['retry', '--id', 'x'], '--id: x is no id of a job'],
    ['an age that is none', ['list', '--older-than', 'yesterday'], '--older-than: must be an age'],
    [
      'a time that is none',
      ['list', '--created-after', 'today'],
      '--created-after: must be a time such as 2026',
    ],
    [
      'one bound twice',
      ['list', '--older-than', '1h', '--created-before', '2026-01-01T00:00:00Z'],
      'Give --created-before or --older-than, not both.',
    ],
    ['a payload that is no JSON', ['cancel', '--payload', '{'], '--payload: must be a JSON object'],
    ['a payload that is no object', ['list', '--payload', '[1]'], '--payload: must be a JSON object'],
    ['a limit that is none', ['list', '--limit', 'ten'], '--limit: must be a whole number'],
    ['a limit that is too low', ['list', '--limit', '0'], '--limit: must be at least 1'],
    ['a limit that is too high', ['dlq', 'email', '--limit', '1000'], '--limit: must be at most 100'],
    ['a cursor that is none', ['list', '--cursor', 'x'], '--cursor: is not of this list'],
    ['an empty name', ['list', '--name='], '--name: must not be empty'],
  ])('ends with 2 when it is given %s', async (_what, args, message) => {
    const { code, printed, said } = await jobs(args);
    expect({ code, printed }).toEqual({ code: 2, printed: '' });
    expect(said).toContain(message);
    expect(said).toContain('--help');
  });

  it('tells how it is used', async () => {
    const { code, printed } = await jobs(['--help']);
    expect([code, printed]).toEqual([0, expect.stringContaining('Usage: npm run jobs -- <command>')]);
    for (const args of [[], ['-h'], ['help'], ['list', '--help']])
      expect(await jobs(args)).toMatchObject({ code: 0, printed });
  });

  it('says what to set when it finds no database or no queues', async () => {
    const nowhere = join(ROOT, 'tests');
    expect(await program(['list'], { DATABASE_URL: undefined, STRATA_LOCAL_DIR: nowhere })).toMatchObject({
      code: 1,
      said: 'Set DATABASE_URL, or start the local stack with npm start.\n',
    });
    expect(await program(['list'], { DATABASE_URL: 'strata' })).toMatchObject({
      code: 1,
      said: expect.stringContaining('DATABASE_URL must be a URL such as postgres://'),
    });
    expect(await program(['queues'], { STAGE: undefined, QUEUE_URL_EMAIL: undefined })).toMatchObject({
      code: 1,
      said: 'Set STAGE, so that the queues can be found, or QUEUE_URL_EMAIL.\n',
    });
    expect(await program(['queues'], { STAGE: 'dev', QUEUE_URL_EMAIL: undefined })).toMatchObject({
      code: 1,
      said: expect.stringContaining('The queue strata-dev-email cannot be found'),
    });
    // What needs no queue is done without them.
    await insertJob(database.db, mail);
    expect(await program(['list'], { STAGE: undefined, QUEUE_URL_EMAIL: undefined })).toMatchObject({
      code: 0,
      printed: expect.stringContaining('  test.mail  email  queued'),
    });
  });
});
