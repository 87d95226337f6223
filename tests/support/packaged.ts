import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import * as z from 'zod';
import { find } from './deployment.ts';
import { unzip } from './unzip.ts';

/** Functions as they would be uploaded: packaged, unzipped, and run with nothing else beside them. */

const ROOT = resolve(import.meta.dirname, '../..');
const STACKS = ['migrate', 'base', 'api'];
const run = promisify(execFile);

const template = z.object({
  Resources: z.record(z.string(), z.looseObject({ Type: z.string(), Properties: z.unknown() })),
});
const lambda = z.object({
  Handler: z.string(),
  Code: z.object({ S3Key: z.string() }),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }).default({ Variables: {} }),
});

export interface PackagedFunction {
  /** The source, functions/http/orders/place.ts. */
  readonly source: string;
  readonly zip: string;
  /** As the template gives them: text, or what CloudFormation fills in. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Packages every stack for a stage, in some 15 s. @returns the functions, by their sources */
export const packageAll = async (stage: string): Promise<ReadonlyMap<string, PackagedFunction>> => {
  await run(process.execPath, [join(ROOT, 'scripts/package.ts'), '--stage', stage], { cwd: ROOT });
  const functions = await Promise.all(STACKS.map(async name => functionsIn(join(ROOT, '.package', name))));
  return new Map(functions.flat().map(each => [each.source, each]));
};

const functionsIn = async (folder: string): Promise<readonly PackagedFunction[]> => {
  const file = await readFile(join(folder, 'cloudformation-template-update-stack.json'), 'utf8');
  return Object.values(template.parse(JSON.parse(file)).Resources)
    .filter(({ Type }) => Type === 'AWS::Lambda::Function')
    .map(({ Properties }) => {
      const { Handler, Code, Environment } = lambda.parse(Properties);
      const zip = join(folder, Code.S3Key.slice(Code.S3Key.lastIndexOf('/') + 1));
      return { source: Handler.replace(/\.handler$/, '.ts'), zip, variables: Environment.Variables };
    });
};

/** Reads the module, runs its handler as Lambda would, and prints what it returns. */
const RUNNER = `
  const { text } = require('node:stream/consumers');
  text(process.stdin).then(async input => {
    const { module, event } = JSON.parse(input);
    const endsAt = Date.now() + 20_000;
    const context = { functionName: 'packaged', awsRequestId: 'packaged', getRemainingTimeInMillis: () => endsAt - Date.now() };
    const answer = await require(module).handler(event, context);
    process.stdout.write('\\nANSWER ' + JSON.stringify(answer ?? null) + '\\n', () => process.exit(0));
  }).catch(error => { console.error(error); process.exit(1); });`;

export interface Outcome {
  readonly answer: unknown;
  /** What it printed: its log. */
  readonly output: string;
}

/**
 * Unzips a function into a folder of its own, and runs it on an event in a process that has only these variables.
 *
 * @throws Error with what the process printed when the function throws
 */
export const runPackaged = async (
  { source, zip }: PackagedFunction,
  variables: Readonly<Record<string, string>>,
  event: unknown,
): Promise<Outcome> => {
  const folder = await mkdtemp(join(tmpdir(), 'strata-packaged-'));
  try {
    unzip(zip, folder);
    const child = spawn(process.execPath, ['--eval', RUNNER], { cwd: tmpdir(), env: variables });
    child.stdin.end(JSON.stringify({ module: join(folder, source.replace(/ts$/, 'js')), event }));
    const [output, errors, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit') as Promise<[number | null]>,
    ]);
    const answer = /^ANSWER (.*)$/m.exec(output)?.[1];
    if (code !== 0 || answer === undefined) throw new Error(`${source} failed\n${output}${errors}`);
    return { answer: JSON.parse(answer) as unknown, output };
  } finally {
    await rm(folder, { recursive: true });
  }
};

/** The sample events, by the sources of the functions that take them. */
export const sampleEvents = (): readonly (readonly [source: string, file: string])[] =>
  find('events/**/*.json').map(file => [
    file.replace(/^events\//, 'functions/').replace(/json$/, 'ts'),
    file,
  ]);
