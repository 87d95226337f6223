import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { deployedFunctions } from '../support/deployment.ts';

const root = resolve(import.meta.dirname, '../..');
const options = createRequire(import.meta.url)('../../config/esbuild.cjs') as () => BuildOptions;

const KILOBYTE = 1024;
const LIMIT = 240 * KILOBYTE;
const ENQUEUING_LIMIT = 480 * KILOBYTE;

/** Packages that are large, with the only functions that may hold them. */
const heavy: Readonly<Record<string, readonly string[]>> = {
  echarts: ['functions/http/reports/get.ts', 'functions/http/reports/open.ts'],
  zrender: ['functions/http/reports/get.ts', 'functions/http/reports/open.ts'],
  nodemailer: ['functions/queues/email.ts', 'functions/queues/high-priority.ts'],
  stripe: ['functions/queues/high-priority.ts'],
};
/** What hold the AWS SDK: they make rare calls, and nobody waits for their start but administrators. */
const SDK = /^(@(aws-sdk|aws-crypto|smithy|aws)\/|bowser$)/;
const SDK_HOLDERS = [
  'functions/http/jobs/list-dead-letters.ts',
  'functions/http/jobs/list-queues.ts',
  'functions/http/jobs/redrive-queue.ts',
  'functions/schedules/expire-connections.ts',
];
/** Of those two kinds, which only administrators and readers of reports wait for. */
const CHARTS_LIMIT = 720 * KILOBYTE;
const SDK_LIMIT = 540 * KILOBYTE;
/** Packages that are large and in most functions. */
const COMMON = ['zod', 'pg'];
/** Beyond this a package has to be in one of the two lists. */
const HEAVY_BYTES = 30 * KILOBYTE;

/** They read documents that packaging puts beside them; the packaged ones are loaded by the deep tests. */
const READ_FILES = 'functions/http/docs/';

interface Bundle {
  readonly source: string;
  readonly file: string;
  readonly bytes: number;
  /** Bytes of each input file, by its path. */
  readonly inputs: ReadonlyMap<string, number>;
}

let folder: string;
const bundle = async (sources: readonly string[]): Promise<readonly Bundle[]> => {
  const { metafile } = await build({
    ...options(),
    absWorkingDir: root,
    entryPoints: [...sources],
    outdir: folder,
    outbase: '.',
    outExtension: { '.js': '.cjs' },
    metafile: true,
    logLevel: 'error',
  });
  return bundlesOf(metafile);
};

const bundlesOf = ({ outputs }: Metafile): readonly Bundle[] =>
  Object.entries(outputs)
    .filter(([, { entryPoint }]) => entryPoint !== undefined)
    .map(([file, { entryPoint = '', bytes, inputs }]) => ({
      source: entryPoint,
      file: resolve(root, file),
      bytes,
      inputs: new Map(Object.entries(inputs).map(([path, { bytesInOutput }]) => [path, bytesInOutput])),
    }));

const packageOf = (path: string): string | undefined => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
const packagesOf = ({ inputs }: Bundle): ReadonlyMap<string, number> => {
  const sizes = new Map<string, number>();
  for (const [path, bytes] of inputs) {
    const name = packageOf(path);
    if (name !== undefined) sizes.set(name, (sizes.get(name) ?? 0) + bytes);
  }
  return sizes;
};

/** Loads bundles one after the other in one new process, without any variable. @returns what each gives as its handler */
const handlersOf = async (files: readonly string[]): Promise<Readonly<Record<string, string>>> => {
  const program = `
    const handlers = process.argv.slice(1).map(file => {
      try { return [file, typeof require(file).handler]; } catch (error) { return [file, String(error)]; }
    });
    process.stdout.write(JSON.stringify(Object.fromEntries(handlers)));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--eval', program, ...files], {
    env: {},
  });
  return JSON.parse(stdout) as Readonly<Record<string, string>>;
};

let bundles: readonly Bundle[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata-bundles-'));
  bundles = await bundle([...new Set(deployedFunctions().map(({ source }) => source))]);
}, 240_000);
afterAll(() => rm(folder, { recursive: true }));

describe('the bundle of a function', () => {
  it('loads, without any variable, and has a handler', async () => {
    const files = bundles.filter(({ source }) => !source.startsWith(READ_FILES)).map(({ file }) => file);
    expect(files.length).toBeGreaterThan(50);
    expect(await handlersOf(files)).toEqual(Object.fromEntries(files.map(file => [file, 'function'])));
  }, 60_000);

  it('of the HTTP API is small, larger when it enqueues jobs, and larger still only when it draws charts or holds the SDK', () => {
    const limitOf = ({ source, inputs }: Bundle): number => {
      if (heavy['echarts']?.includes(source) === true) return CHARTS_LIMIT;
      if (SDK_HOLDERS.includes(source)) return SDK_LIMIT;
      return inputs.has('lib/platform/jobs/sqs-sender.ts') ? ENQUEUING_LIMIT : LIMIT;
    };
    const tooLarge = bundles
      .filter(({ source }) => source.startsWith('functions/http/'))
      .filter(each => each.bytes > limitOf(each));
    expect(tooLarge.map(({ source, bytes }) => [source, bytes])).toEqual([]);
  });

  it('holds a large package only where it is needed', () => {
    const found = bundles.flatMap(each =>
      [...packagesOf(each)]
        .filter(([name, bytes]) => bytes > HEAVY_BYTES && !COMMON.includes(name) && !SDK.test(name))
        .filter(([name]) => heavy[name]?.includes(each.source) !== true)
        .map(([name]) => `${name} in ${each.source}`),
    );
    expect(found).toEqual([]);
  });

  it('holds the AWS SDK only where its calls are rare', () => {
    const holders = bundles.filter(each => [...packagesOf(each).keys()].some(name => SDK.test(name)));
    expect(holders.map(({ source }) => source).sort()).toEqual(SDK_HOLDERS);
  });

  it('holds one database driver, the one that was asked for', async () => {
    const drivers = (each: Bundle) =>
      [...packagesOf(each).keys()].filter(name => name === 'pg' || name.startsWith('@neondatabase/'));
    expect(new Set(bundles.map(each => drivers(each).join()))).toEqual(new Set(['pg', '']));
    process.env['DATABASE_DRIVER'] = 'neon';
    const [neon] = await bundle(['functions/http/orders/get.ts']);
    delete process.env['DATABASE_DRIVER'];
    expect(neon && drivers(neon)).toEqual(['@neondatabase/serverless']);
  }, 60_000);

  it('holds no contract where only the paths of the routes are asked for', () => {
    const catchAll = bundles.find(({ source }) => source === 'functions/http/system/catch-all.ts');
    expect(catchAll?.inputs.has('lib/app/routes.ts')).toBe(true);
    expect([...(catchAll?.inputs.keys() ?? [])].filter(path => path.endsWith('.contracts.ts'))).toEqual([]);
  });

  it('does without what no function runs, under the names that the packages give it today', () => {
    const LEFT_OUT = [
      'node_modules/zod/v4/core/json-schema-processors.js',
      'node_modules/zod/v4/core/to-json-schema.js',
      'node_modules/zod/v4/core/memoizer.js',
      'node_modules/pg/lib/crypto/cert-signatures.js',
      'node_modules/pg/lib/native/index.js',
      'node_modules/pgpass/lib/index.js',
      'node_modules/pg-types/lib/binaryParsers.js',
      'node_modules/postgres-interval/index.js',
    ];
    const place = bundles.find(({ source }) => source === 'functions/http/orders/place.ts');
    const sizes = LEFT_OUT.map(path => place?.inputs.get(path));
    expect(sizes.every(bytes => bytes !== undefined && bytes < KILOBYTE)).toBe(true);
    const AWILIX = 'node_modules/awilix/lib/awilix.browser.mjs';
    expect(place?.inputs.get(AWILIX)).toBeLessThan(7 * KILOBYTE);
    const native = bundles
      .flatMap(({ inputs }) => [...inputs.keys()])
      .filter(path => path.includes('native/client'));
    expect(native).toEqual([]);
  });
});
