import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { codeBlocks, filesIn, sectionOf } from '../support/readme.ts';

/** The worked example of the README, followed to the letter in a copy of the project. */

jest.setTimeout(600_000);

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
let copy: string;

/** A command of the copy. It fails with what was printed, which says what a reader would have met. */
const npm = async (...words: readonly string[]): Promise<string> => {
  const ports = ['HTTP', 'WEBSOCKET', 'LAMBDA', 'POSTGRES', 'SQS', 'SMTP', 'MAIL'];
  const env = { ...process.env, ...Object.fromEntries(ports.map(name => [`STRATA_${name}_PORT`, '0'])) };
  try {
    return (await run('npm', ['run', '--silent', ...words], { cwd: copy, env, maxBuffer: 2 ** 26 })).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string };
    throw new Error(`npm run ${words.join(' ')} failed:\n${stdout}${stderr}`, { cause: error });
  }
};

/** Puts a line behind the one that ends with an anchor. */
const insert = async (path: string, anchor: string, line: string): Promise<void> => {
  const [before, after, ...more] = (await readFile(join(copy, path), 'utf8')).split(`${anchor}\n`);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`${path} has not exactly one ${anchor}`);
  await writeFile(join(copy, path), `${before}${anchor}\n${line}\n${after}`);
};

const importInto = async (path: string, line: string): Promise<void> => {
  await writeFile(join(copy, path), `${line}\n${await readFile(join(copy, path), 'utf8')}`);
};

const write = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(join(copy, path)), { recursive: true });
  await writeFile(join(copy, path), text);
};

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'strata-readme-'));
  // With its history, since a check compares the contracts with the last commit; then what is not committed yet.
  await run('git', ['clone', '--quiet', root, copy]);
  const { stdout } = await run('git', ['ls-files', '-z', '--modified', '--others', '--exclude-standard'], {
    cwd: root,
  });
  for (const path of stdout.split('\0').filter(Boolean))
    await cp(join(root, path), join(copy, path), { recursive: true });
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rm(copy, { recursive: true, force: true }));

it('an endpoint that is added as the README says passes every check and answers', async () => {
  const example = sectionOf(await readFile(join(copy, 'README.md'), 'utf8'), 'Add an endpoint');
  const blocks = codeBlocks(example);
  const migration = /`(migrations\/[\w-]+\.sql)`/.exec(example)?.[1] ?? '';
  await write(migration, blocks.find(({ language }) => language === 'sql')?.text ?? '');
  for (const block of blocks) for (const [path, text] of filesIn(block)) await write(path, text);

  // Step 5, which is in words.
  await insert('serverless.api.yml', '\nfunctions:', '  - ${file(functions/http/coupons/functions.yml)}');
  await importInto('lib/app/routes.ts', "import { getCoupon } from '../coupons/coupons.contracts.ts';");
  await insert('lib/app/routes.ts', 'export const routes: readonly Route[] = [', '  getCoupon,');
  await importInto('lib/app/errors.ts', "import type { CouponError } from '../coupons/coupons.errors.ts';");
  await insert('lib/app/errors.ts', 'export type AppError =', '  | CouponError');
  const status = /'coupon\.not_found': \{ status.*?\}/.exec(example)?.[0] ?? '';
  await insert(
    'lib/app/errors.ts',
    'export const problemTypes: Readonly<Record<ErrorCode, ProblemType>> = {',
    `${status},`,
  );
  await npm('openapi');

  // The table of step 7.
  const table = 'tests/integration/functions/authorization.table.ts';
  const [allowed = '', request = ''] = example.match(/'GET \/coupons\/\{code\}': [^`]*,(?=`)/g) ?? [];
  await insert(table, 'export const allowedRoutes: Readonly<Record<string, Row>> = {', allowed);
  await insert(
    table,
    'export const requests: Readonly<Record<string, (world: World) => HttpRequest>> = {',
    request,
  );

  const call = blocks.find(({ text }) => text.startsWith("it('a coupon is looked up'"))?.text ?? '';
  await insert(
    'tests/e2e/operations/shop.ts',
    'export const shopCalls = (people: People): void => {',
    call.trimEnd(),
  );

  // Step 6.
  const sample = JSON.parse(await readFile(join(copy, 'events/http/products/list.json'), 'utf8')) as {
    routeKey: string;
    rawPath: string;
    rawQueryString: string;
    queryStringParameters?: unknown;
    pathParameters?: unknown;
    requestContext: { routeKey: string; http: { path: string } };
  };
  const path = '/coupons/welcome';
  sample.requestContext.routeKey = sample.routeKey = 'GET /coupons/{code}';
  sample.requestContext.http.path = sample.rawPath = path;
  sample.rawQueryString = '';
  delete sample.queryStringParameters;
  sample.pathParameters = { code: 'welcome' };
  await write('events/http/coupons/get.json', `${JSON.stringify(sample, null, 2)}\n`);

  await npm('format:fix');
  await npm('check');
  const held = ['functions', 'function-contracts', 'routes', 'environment'].map(
    name => `tests/config/${name}.test`,
  );
  await npm(
    'jest',
    '--',
    ...held,
    'tests/integration/lib/coupons',
    'tests/integration/functions/authorization',
    'tests/e2e/operations',
  );
  const answer = JSON.parse(await npm('invoke', '--', 'couponsGet')) as unknown;
  expect(answer).toMatchObject({ statusCode: 200, body: { data: { code: 'WELCOME', percentOff: 10 } } });
});
