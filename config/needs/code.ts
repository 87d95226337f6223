import { globSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { environmentNames } from '../../lib/platform/config/environment.ts';
import { aws } from '../../lib/platform/config/sections.ts';
import { queueNames, type JobDefinition, type QueueName } from '../../lib/platform/jobs/job.ts';

/** What the code of a function asks of its surroundings: read from its bundle, after esbuild has left out what is not used. */
export interface CodeNeeds {
  /** Environment variables. */
  readonly variables: readonly string[];
  /** Operations of AWS, such as SendMessageBatch. */
  readonly operations: readonly string[];
  /** Queues that it may send messages to. */
  readonly queues: readonly QueueName[];
  /** It posts to connections of the real-time API. */
  readonly posts: boolean;
  /** It closes connections of the real-time API. */
  readonly closes: boolean;
  readonly usesDatabase: boolean;
}

const ROOT = join(import.meta.dirname, '../..');
const bundling = createRequire(import.meta.url)('../esbuild.cjs') as () => BuildOptions;
/** Lambda sets these. */
const FROM_LAMBDA = environmentNames([aws]);
/** How AWS is called: SQS and SES by signed requests of our own, and rare calls by commands of the SDK. */
const CALLS = /\bcallS[qe]s\d*\(\s*"(\w+)"|\bnew (\w+)Command\(/g;
/** Jobs that the function makes itself go to the queues of their declarations; rows that were found may name any queue. */
const SENDS_OWN_JOBS = /wakeUps\d*\.send\((?:inserted\.wakeUps|\[wakeUpNow\d*\()/;
const SENDS_ANY_JOB = /wakeUps\d*\.send\((?!inserted\.wakeUps|\[wakeUpNow\d*\()/;

/** @param sources paths of functions below the repository, such as functions/http/orders/place.ts */
export const needsOfCode = async (sources: readonly string[]): Promise<ReadonlyMap<string, CodeNeeds>> => {
  const jobs = await declaredJobs();
  const { outputFiles } = await build({
    ...bundling(),
    absWorkingDir: ROOT,
    entryPoints: [...sources],
    outbase: '.',
    outdir: 'bundles',
    write: false,
    format: 'esm',
    // Names and calls are read from the text; what packages do inside is not looked at.
    minify: false,
    packages: 'external',
  });
  return new Map(
    outputFiles.map(({ path, text }) => [
      relative(join(ROOT, 'bundles'), path).replace(/js$/, 'ts'),
      needsOf(text, jobs),
    ]),
  );
};

const needsOf = (text: string, jobs: ReadonlyMap<string, QueueName>): CodeNeeds => {
  // A bundle holds the sections of the configuration that it uses, and no other: a variable is a field of their schemas.
  const variables = environmentNames().filter(
    name => !FROM_LAMBDA.includes(name) && new RegExp(`\\b${name}: [\\w.]+\\(`).test(text),
  );
  const operations = [...text.matchAll(CALLS)].map(([, own = '', ofSdk = '']) => own || ofSdk);
  return {
    variables,
    operations: [...new Set(operations)].sort(),
    queues: queuesOf(text, jobs),
    posts: /\btransport\d*\.post\(/.test(text),
    closes: /\b(?:transport\d*|createLeanTransport\d*\(\w+\))\.close\(/.test(text),
    usesDatabase: variables.includes('DATABASE_URL') || variables.includes('DATABASE_DIRECT_URL'),
  };
};

const queuesOf = (text: string, jobs: ReadonlyMap<string, QueueName>): readonly QueueName[] => {
  if (!/\bcallSqs\d*\(\s*"SendMessageBatch"/.test(text)) return [];
  if (SENDS_ANY_JOB.test(text)) return queueNames;
  if (!SENDS_OWN_JOBS.test(text)) return [];
  // A declaration that nothing uses occurs once.
  const held = [...jobs].filter(
    ([name]) => [...text.matchAll(new RegExp(`\\b${name}\\d*\\b`, 'g'))].length > 1,
  );
  return queueNames.filter(queue => held.some(([, of]) => of === queue));
};

/** The queue of every job that is declared, by the name of its declaration. */
const declaredJobs = async (): Promise<ReadonlyMap<string, QueueName>> => {
  const files = globSync('lib/**/*.jobs.ts', { cwd: ROOT });
  const modules = await Promise.all(
    files.map(async file => (await import(join(ROOT, file))) as Readonly<Record<string, unknown>>),
  );
  return new Map(
    modules.flatMap(module =>
      Object.entries(module).flatMap(([name, value]) => (isJob(value) ? [[name, value.queue] as const] : [])),
    ),
  );
};

const isJob = (value: unknown): value is JobDefinition<unknown> =>
  typeof value === 'object' && value !== null && 'queue' in value && 'payload' in value;
