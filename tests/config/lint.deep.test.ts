import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, it } from '@jest/globals';
import * as z from 'zod';

const service = 'lib/probe/probe.service.ts';
const repository = 'lib/probe/probe.repository.ts';
const handler = 'functions/http/probe.ts';
const script = 'scripts/probe.ts';
const test = 'tests/unit/probe.test.ts';
const long = (lines: number): string => '    // a line\n'.repeat(lines);
const result = `import { ok, type Result } from 'neverthrow';
const work = async (): Promise<Result<number, string>> => Promise.resolve(ok(1));
`;

/** What the project's own rules must refuse: rule, file, code. */
const refused = [
  ['no-restricted-syntax', service, `import { z } from 'zod'; export const schema = z.string();`],
  ['no-restricted-syntax', service, `export default 1;`],
  ['no-restricted-syntax', service, `export { ok } from 'neverthrow';`],
  ['no-restricted-syntax', service, `export const now = () => new Date();`],
  ['no-restricted-syntax', service, `export const now = () => Date.now();`],
  ['no-restricted-syntax', test, `import { it } from '@jest/globals'; it.only('x', () => undefined);`],
  [
    'no-restricted-syntax',
    test,
    `import { it } from '@jest/globals'; it.skip.each([1])('x', () => undefined);`,
  ],
  ['no-restricted-syntax', test, `import { it } from '@jest/globals'; it.todo('x');`],
  ['no-restricted-syntax', test, `import { xit } from '@jest/globals'; xit('x', () => undefined);`],
  [
    '@typescript-eslint/no-restricted-imports',
    service,
    `import { createContainer } from 'awilix'; export const c = createContainer;`,
  ],
  [
    '@typescript-eslint/no-restricted-imports',
    service,
    `import { env } from 'node:process'; export const e = env;`,
  ],
  ['no-restricted-properties', service, `export const home = process.env['HOME'];`],
  ['no-restricted-properties', handler, `export const home = process.env['HOME'];`],
  ['no-console', service, `console.log(1);`],
  ['@typescript-eslint/no-floating-promises', service, `export const f = () => { void Promise.resolve(); };`],
  ['@typescript-eslint/no-non-null-assertion', service, `export const f = (a?: string) => a!;`],
  ['@typescript-eslint/no-explicit-any', service, `export const f = (a: any): unknown => a;`],
  ['strata/no-unused-result', service, `${result}export const f = async () => { await work(); };`],
  ['strata/function-length', service, `export const f = () => {\n${long(50)}};`],
  ['strata/function-length', service, `export const f = () => ({\n  a() {\n${long(50)}  },\n});`],
  [
    'strata/function-length',
    service,
    `export const f = (a: number[]) => {\n  a.forEach(() => {\n${long(50)}  });\n};`,
  ],
  ['max-lines', service, '\n'.repeat(301)],
] as const;

const accepted = [
  ['accepted', service, `import * as z from 'zod'; export const schema = z.string();`],
  [
    'accepted',
    service,
    `import { createContainer } from 'awilix/browser'; export const c = createContainer;`,
  ],
  [
    'accepted',
    service,
    `${result}export const f = async () => { const done = await work(); return done.isOk(); };`,
  ],
  // What cannot fail may be dropped.
  [
    'accepted',
    service,
    `import { ok, type Result } from 'neverthrow';
     export const f = async (work: () => Promise<Result<number, never>>) => { await work(); return ok(1); };`,
  ],
  // A factory is as long as all that it makes: each part with a name counts on its own.
  [
    'accepted',
    service,
    `export const f = () => {\n  const a = () => {\n${long(40)}  };\n  return {\n  a,\n  b() {\n${long(40)}  },\n};\n};`,
  ],
  ['accepted', service, `export const f = () => ({\n  a() {\n${long(40)}  },\n  b() {\n${long(40)}  },\n});`],
  ['accepted', service, 'export const f = (count: number) => `${count} rows`;'],
  ['accepted', repository, `export const f = (rows: readonly string[]): string => rows[0]!;`],
  ['accepted', script, `console.log(process.env['HOME']);`],
] as const;

const lint = (rows: readonly { file: string; code: string }[]): readonly (readonly string[])[] => {
  const program = resolve(import.meta.dirname, '../support/lint-text.ts');
  const output = execFileSync(process.execPath, [program], { input: JSON.stringify(rows), encoding: 'utf8' });
  return z.array(z.array(z.string())).parse(JSON.parse(output));
};

it('lint refuses what is against the rules, each by its own rule, and nothing else', () => {
  const broken = lint([...refused, ...accepted].map(([, file, code]) => ({ file, code })));
  const found = refused.map(([rule, file, code], index) => [
    broken[index]?.includes(rule) ? rule : broken[index],
    file,
    code,
  ]);
  expect(found).toEqual(refused);
  expect(broken.slice(refused.length)).toEqual(accepted.map(() => []));
}, 30_000);
