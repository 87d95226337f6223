import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import * as z from 'zod';

const root = resolve(import.meta.dirname, '../..');

/** Each rule broken in every way it must notice: rule, the file that imports, what it imports. */
const forbidden = [
  ['functions-stay-thin', 'functions/http/a.ts', 'lib/orders/orders.repository.ts'],
  ['functions-stay-thin', 'functions/http/b.ts', 'lib/orders/orders.service.ts'],
  ['functions-stay-thin', 'functions/http/c.ts', 'lib/platform/db/database.ts'],
  ['drivers-behind-the-database', 'functions/http/d.ts', 'pg'],
  ['drivers-behind-the-database', 'lib/orders/drivers.ts', '@neondatabase/serverless'],
  ['performers-only-in-queues', 'functions/http/e.ts', 'lib/orders/orders.performers.ts'],
  ['performers-only-in-queues', 'lib/orders/orders.module.ts', 'lib/orders/orders.performers.ts'],
  ['performers-only-in-queues', 'lib/app/queue-handler.ts', 'lib/orders/orders.performers.ts'],
  ['nothing-imports-functions', 'functions/http/f.ts', 'functions/http/a.ts'],
  ['nothing-imports-functions', 'local/plugin.ts', 'functions/http/a.ts'],
  ['domains-meet-at-services', 'lib/users/reach.ts', 'lib/orders/orders.repository.ts'],
  ['domains-meet-at-services', 'lib/users/module.ts', 'lib/orders/orders.module.ts'],
  ['domains-meet-at-services', 'lib/users/app.ts', 'lib/app/container.ts'],
  ['contracts-of-others-as-types', 'lib/users/contract.ts', 'lib/orders/orders.contracts.ts'],
  ['declarations-know-no-code', 'lib/orders/a.schema.ts', 'lib/orders/orders.service.ts'],
  ['declarations-know-no-code', 'lib/orders/a.jobs.ts', 'lib/orders/orders.repository.ts'],
  ['repositories-know-no-rules', 'lib/orders/a.repository.ts', 'lib/orders/orders.service.ts'],
  ['platform-knows-no-domain', 'lib/platform/db/domain.ts', 'lib/orders/orders.schema.ts'],
  ['platform-knows-no-domain', 'lib/platform/db/app.ts', 'lib/app/container.ts'],
  ['lib-stands-alone', 'lib/orders/laptop.ts', 'local/postgres.ts'],
  ['nothing-imports-benchmarks', 'scripts/figures.ts', 'bench/frame/statistics.ts'],
  ['rivals-stay-outside', 'bench/jobs/benchmark.ts', 'bench/jobs/rivals/bull.ts'],
  ['client-knows-contracts-only', 'client/a-type.ts', 'lib/orders/orders.service.ts'],
  ['client-stands-alone', 'client/b.ts', 'lib/orders/orders.schema.ts'],
  ['no-tools-in-production', 'lib/orders/tool.ts', 'jest'],
  ['no-unresolvable', 'lib/orders/lost.ts', 'nowhere'],
  ['no-cycles', 'lib/orders/cycle-type.ts', 'lib/orders/cycle.ts'],
] as const;

/** What must stay legal, so that no rule is satisfied by forbidding everything. */
const legal = [
  ['lib/orders/cycle.ts', 'lib/orders/cycle-type.ts'], // the other half of the cycle, which is reported once
  ['functions/http/g.ts', 'lib/app/container.ts'],
  ['functions/http/h.ts', 'lib/orders/orders.module.ts'],
  ['functions/http/i.ts', 'lib/orders/orders.contracts.ts'],
  ['functions/queues/email.ts', 'lib/orders/orders.performers.ts'],
  ['lib/users/a.service.ts', 'lib/orders/orders.service.ts'],
  ['lib/users/b.service.ts', 'lib/orders/orders.schema.ts'],
  ['lib/users/c.service.ts', 'lib/orders/orders.jobs.ts'],
  ['lib/users/d.service.ts', 'lib/users/users.repository.ts'],
  ['lib/users/users.repository.ts', 'lib/platform/db/database.ts'],
  ['lib/platform/db/pg-driver.ts', '#database-driver'],
  ['lib/platform/db/driver.ts', 'pg'],
  ['lib/app/errors.ts', 'lib/orders/orders.errors.ts'],
  ['lib/app/event.ts', 'type:aws-lambda'],
  ['local/seed.ts', 'lib/users/a.service.ts'],
  ['client/c-type.ts', 'lib/orders/orders.schema.ts'],
  ['bench/jobs/rivals/bull.ts', 'bench/frame/statistics.ts'],
  ['bench/jobs/rivals/pg-boss.ts', 'not-installed'],
  ['tests/a.test.ts', 'functions/http/a.ts'],
  ['tests/b.test.ts', 'lib/orders/orders.performers.ts'],
] as const;

/** Imports by type alone: forbidden like any other, except where a rule says so. */
const typeOnly = ['lib/orders/cycle-type.ts', 'lib/app/event.ts', 'client/a-type.ts', 'client/c-type.ts'];

const report = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

let folder: string;

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text, { flag: 'a' });
};

const specifier = (from: string, to: string): string => {
  if (!/^(lib|functions|local|bench)\//.test(to)) return to.replace('type:', '');
  const path = relative(dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-layers-'));
  for (const [from, to] of [...forbidden.map(([, ...pair]) => pair), ...legal]) {
    const what = typeOnly.includes(from) ? 'type * as it' : '* as it';
    write(from, `import ${what} from "${specifier(from, to)}";\n`);
    if (/^(lib|functions|local|bench)\//.test(to)) write(to, '');
  }
  write(
    'package.json',
    JSON.stringify({
      type: 'module',
      imports: { '#database-driver': './lib/platform/db/driver.ts' },
      dependencies: { pg: '*', '@neondatabase/serverless': '*' },
      devDependencies: { jest: '*', '@types/aws-lambda': '*' },
    }),
  );
  write('tsconfig.json', '{}');
  for (const name of ['pg', '@neondatabase/serverless', 'jest']) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    write(`node_modules/${name}/index.js`, '');
  }
  write(
    'node_modules/@types/aws-lambda/package.json',
    JSON.stringify({ name: '@types/aws-lambda', types: 'index.d.ts' }),
  );
  write('node_modules/@types/aws-lambda/index.d.ts', 'export {};');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const cruise = (): readonly string[] => {
  const bin = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const config = join(root, '.dependency-cruiser.cjs');
  const json = execFileSync(process.execPath, [bin, '--config', config, '--output-type', 'json', '.'], {
    cwd: folder,
  });
  const { violations } = report.parse(JSON.parse(json.toString())).summary;
  return violations.map(
    ({ rule, from, to }) => `${rule.name}: ${from} -> ${to.replace(/^node_modules\/(.*)\/index.js$/, '$1')}`,
  );
};

it('each rule of the layers bites, and none forbids what must be possible', () => {
  const expected = forbidden.map(([rule, from, to]) => `${rule}: ${from} -> ${to}`);
  expect([...cruise()].sort()).toEqual([...expected].sort());
});
