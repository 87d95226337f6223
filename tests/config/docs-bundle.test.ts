import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { build, type BuildOptions } from 'esbuild';
import { parse } from 'yaml';
import * as z from 'zod';
import { read } from '../support/deployment.ts';

const root = resolve(import.meta.dirname, '../..');
const bundling = (createRequire(import.meta.url)('../../config/esbuild.cjs') as () => BuildOptions)();

/** What functions.yml puts beside each bundle. */
const part = z.record(
  z.string(),
  z.object({ handler: z.string(), package: z.object({ patterns: z.array(z.string()) }) }),
);
const functions = Object.values(part.parse(parse(read('functions/http/docs/functions.yml'))));

const asked = [
  ['functions/http/docs/openapi', '/openapi.json'],
  ['functions/http/docs/page', '/docs'],
  ['functions/http/docs/page', '/docs/swagger-ui.js'],
] as const;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-bundle-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Asks a bundle for a path, in a process that stands somewhere else. @returns the status */
const ask = (bundle: string, path: string): string => {
  const program = `
    const event = { rawPath: '${path}', headers: {} };
    const context = { awsRequestId: 'r', getRemainingTimeInMillis: () => 1000 };
    require('${bundle}').handler(event, context).then(({ statusCode }) => console.log(statusCode));
  `;
  const env = { ...process.env, LOG_LEVEL: 'silent' };
  return execFileSync(process.execPath, ['--eval', program], { cwd: tmpdir(), env, encoding: 'utf8' }).trim();
};

it('a bundle and the files that functions.yml names are all that a function of the documents needs', async () => {
  for (const {
    handler,
    package: { patterns },
  } of functions) {
    const source = handler.replace(/[.]handler$/, '');
    const zip = join(folder, source.replaceAll('/', '-'));
    await build({
      ...bundling,
      entryPoints: [join(root, `${source}.ts`)],
      outfile: join(zip, `${source}.js`),
      logLevel: 'error',
    });
    for (const file of patterns) cpSync(join(root, file), join(zip, file));
  }
  const statuses = asked.map(([source, path]) =>
    ask(join(folder, source.replaceAll('/', '-'), `${source}.js`), path),
  );
  expect(statuses).toEqual(asked.map(() => '200'));
}, 30_000);
