import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';

const root = resolve(import.meta.dirname, '../..');
const serverless = join(root, 'node_modules/serverless/bin/serverless.js');
const run = promisify(execFile);

const resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});
const output = z.looseObject({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() });
const template = z.looseObject({
  Resources: z.record(z.string(), resource),
  Outputs: z.record(z.string(), output).default({}),
});

export type Resource = z.infer<typeof resource> & { readonly id: string };

export interface Template {
  readonly text: string;
  readonly resources: readonly Resource[];
  readonly outputs: readonly z.infer<typeof output>[];
}

/**
 * The CloudFormation template that a serverless.yml becomes for a stage, as the framework makes it, in some 3 s. It is kept
 * until a file changes that it is made from.
 *
 * The configuration is resolved where it is, and packaged in a temporary folder with an empty artifact and with the plugin
 * that gives environments and roles: nothing is bundled, and no AWS account or network is asked.
 *
 * @param environment what the shell that deploys has set
 */
export const synthesise = async (
  file: string,
  stage: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Template> => {
  const name = `${stage}-${file}-${fingerprint(JSON.stringify(environment))}.json`;
  const kept = join(root, 'node_modules/.cache/templates', name);
  if (!existsSync(kept)) {
    const text = await made(file, stage, environment);
    await mkdir(dirname(kept), { recursive: true });
    // Another worker may be about to read it.
    const unfinished = `${kept}.${process.pid}`;
    await writeFile(unfinished, text);
    await rename(unfinished, kept);
  }
  const text = await readFile(kept, 'utf8');
  const { Resources, Outputs } = template.parse(JSON.parse(text));
  return {
    text,
    resources: Object.entries(Resources).map(([id, properties]) => ({ id, ...properties })),
    outputs: Object.values(Outputs),
  };
};

/** What templates are made from: the configuration, and the code that needs are read from. */
const fingerprint = (environment: string): string => {
  const files = globSync(
    ['serverless*.yml', 'config/**', 'functions/**', 'lib/**', 'migrations/*', 'package-lock.json'],
    { cwd: root, withFileTypes: true },
  ).filter(entry => entry.isFile());
  const hash = createHash('sha256').update(environment);
  for (const path of files.map(({ parentPath, name }) => join(parentPath, name)).sort())
    hash.update(path).update(readFileSync(path));
  return hash.digest('hex').slice(0, 16);
};

const made = async (
  file: string,
  stage: string,
  environment: Readonly<Record<string, string>>,
): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'strata-template-'));
  try {
    const printed = await serve(
      root,
      ['print', '--format', 'json', '--config', file, '--stage', stage],
      environment,
    );
    const service = z.record(z.string(), z.unknown()).parse(JSON.parse(printed));
    // The framework loads no plugin from outside its folder.
    const plugin = join(root, 'config/needs/plugin.ts');
    await writeFile(join(folder, 'plugin.mjs'), `export { default } from ${JSON.stringify(plugin)};`);
    const bare = { ...service, plugins: ['./plugin.mjs'], package: { artifact: 'empty.zip' } };
    await writeFile(join(folder, 'serverless.json'), JSON.stringify(bare));
    await writeFile(join(folder, 'empty.zip'), '');
    await serve(folder, ['package', '--stage', stage]);
    return await readFile(join(folder, '.serverless/cloudformation-template-update-stack.json'), 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const serve = async (
  cwd: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<string> => {
  try {
    const { stdout } = await run(process.execPath, [serverless, ...args], {
      cwd,
      // What the shell of the tests has set makes no difference.
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } catch (error) {
    // The framework says on stdout what is wrong.
    const { stdout, stderr } = z.object({ stdout: z.string(), stderr: z.string() }).parse(error);
    throw new Error(`serverless ${args.join(' ')} failed\n${stdout}${stderr}`, { cause: error });
  }
};
