import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
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
/** Packages that are large and in most functions. */
const COMMON = ['zod', 'pg'];
/** Beyond this a package has to be in one of the two lists. */
const HEAVY_BYTES = 30 * KILOBYTE;

interface Bundle {
  readonly source: string;
  readonly bytes: number;
  /** Bytes of each input file, by its path. */
  readonly inputs: ReadonlyMap<string, number>;
}

const bundle = async (sources: readonly string[]): Promise<readonly Bundle[]> => {
  const { metafile } = await build({
    ...options(),
    absWorkingDir: root,
    entryPoints: [...sources],
    outdir: 'nowhere',
    outbase: '.',
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  return bundlesOf(metafile);
};

const bundlesOf = ({ outputs }: Metafile): readonly Bundle[] =>
  Object.values(outputs).map(({ entryPoint = '', bytes, inputs }) => ({
    source: entryPoint,
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

let bundles: readonly Bundle[];
beforeAll(async () => {
  bundles = await bundle([...new Set(deployedFunctions().map(({ source }) => source))]);
}, 120_000);

describe('the bundle of a function', () => {
  it('of the HTTP API is small, larger when it enqueues jobs, and larger still only when it draws charts', () => {
    const tooLarge = bundles
      .filter(({ source }) => source.startsWith('functions/http/'))
      .filter(({ source }) => ![...Object.values(heavy).flat(), ...SDK_HOLDERS].includes(source))
      .filter(({ bytes, inputs }) => {
        const enqueues = inputs.has('lib/platform/jobs/sqs-sender.ts');
        return bytes > (enqueues ? ENQUEUING_LIMIT : LIMIT);
      });
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
    const native = bundles
      .flatMap(({ inputs }) => [...inputs.keys()])
      .filter(path => path.includes('native/client'));
    expect(native).toEqual([]);
  });
});
