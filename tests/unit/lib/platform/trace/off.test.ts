import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { build, type BuildOptions } from 'esbuild';
import { inSpan, inTrace } from '../../../../../lib/platform/trace/trace.ts';
import { beginTrace } from '../../../../../lib/platform/trace/tracing.ts';

const ROOT = resolve(import.meta.dirname, '../../../../..');
const options = createRequire(import.meta.url)('../../../../../config/esbuild.cjs') as () => BuildOptions;
const RECORDING = /lib\/platform\/trace\/(recorder|otlp|conventions)\.ts$/;

/** What of exporting spans is in the bundle of a function, and its size. */
const bundled = async () => {
  const { metafile } = await build({
    ...options(),
    absWorkingDir: ROOT,
    entryPoints: ['functions/http/orders/get.ts'],
    outdir: 'nowhere',
    write: false,
    metafile: true,
  });
  const [output] = Object.values(metafile.outputs);
  const inputs = Object.keys(output?.inputs ?? {}).filter(path => RECORDING.test(path));
  return { inputs, bytes: output?.bytes ?? 0 };
};

afterEach(() => {
  delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  jest.restoreAllMocks();
});

describe('without a receiver of spans', () => {
  it('work is done as it is, with no span made, no id drawn and nothing asked of its result', async () => {
    const trace = await beginTrace({ headers: {} });
    expect(trace.recorder).toBeUndefined();
    const work = jest.fn(() => Promise.resolve('done'));
    const details = jest.fn(() => ({}));
    const given = work();
    work.mockReturnValueOnce(given);
    // The very promise of the work: there is nothing around it.
    expect(inTrace({ ...trace, sampled: true }, () => inSpan('client', 'something', work, details))).toBe(
      given,
    );
    await given;
    expect(details).not.toHaveBeenCalled();
  });

  it('nothing is called at the end of an invocation', async () => {
    const fetched = jest.spyOn(globalThis, 'fetch');
    const trace = await beginTrace(undefined);
    await inTrace(trace, () => inSpan('statement', '-- a.b\nselect 1', async () => 1));
    expect(fetched).not.toHaveBeenCalled();
  });

  it('bundles hold nothing of what exports them; with one they do, and are at most 6 KB larger', async () => {
    const without = await bundled();
    process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = 'http://localhost:4318';
    const holding = await bundled();
    expect(without.inputs).toEqual([]);
    expect(holding.inputs).toHaveLength(3);
    expect(holding.bytes - without.bytes).toBeLessThan(6 * 1024);
  }, 60_000);
});
