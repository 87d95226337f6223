import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import type { Benchmark } from './frame/benchmark.ts';
import { Closing, closeOnSignals, endSoon } from './frame/closing.ts';
import { commit, describeMachine } from './frame/machine.ts';
import { benchmarkFile, readOptions, usage, UsageError, type Options } from './frame/options.ts';
import { createDatabases } from './frame/postgres.ts';
import { createProgress } from './frame/progress.ts';
import { writeResult } from './frame/results.ts';
import { rivalVersions } from './frame/rivals.ts';
import { runBenchmark, type TimedOutcome } from './frame/run-benchmark.ts';
import { printedCase } from './frame/table.ts';

/** `npm run bench -- <name>`: measures Strata beside what one would use instead. */

process.exitCode = await main(process.argv.slice(2));
endSoon();

async function main(argv: readonly string[]): Promise<number> {
  try {
    const options = readOptions(argv);
    if (options.isHelp) return await printHelp(options);
    const [name, ...more] = options.names;
    if (name === undefined) return 0;
    return more.length === 0 ? await runOne(name, options) : await runEach(options.names, argv);
  } catch (error) {
    // A signal is closing everything: what fails now fails for that.
    if (process.exitCode !== undefined) return Number(process.exitCode);
    console.error(error instanceof UsageError ? `${error.message}\n\nSee npm run bench -- --help` : error);
    return error instanceof UsageError ? 2 : 1;
  }
}

async function printHelp({ folder, known }: Options): Promise<number> {
  const titles = known.map(async name => [name, (await load(folder, name)).title] as const);
  console.log(usage(await Promise.all(titles)));
  return 0;
}

async function load(folder: string, name: string): Promise<Benchmark> {
  const module = (await import(pathToFileURL(benchmarkFile(folder, name)).href)) as {
    readonly benchmark: Benchmark;
  };
  return module.benchmark;
}

/** Each in a process of its own: none is measured with the memory and the compiled code of another. */
async function runEach(names: readonly string[], argv: readonly string[]): Promise<number> {
  const options = argv.filter(argument => argument !== 'all' && !names.includes(argument));
  let exitCode = 0;
  for (const name of names) {
    const child = spawn(process.execPath, [import.meta.filename, name, ...options], { stdio: 'inherit' });
    const pass = (signal: NodeJS.Signals): void => {
      child.kill(signal);
    };
    process.on('SIGTERM', pass).on('SIGINT', pass);
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    process.off('SIGTERM', pass).off('SIGINT', pass);
    exitCode = Math.max(exitCode, code ?? 1);
    if (signal !== null || (code ?? 1) > 128) break;
  }
  return exitCode;
}

async function runOne(name: string, options: Options): Promise<number> {
  const benchmark = await load(options.folder, name);
  const startedAt = new Date();
  const closing = new Closing();
  closeOnSignals(closing);
  const databases = createDatabases(closing);
  const progress = createProgress();
  const cases: TimedOutcome[] = [];
  const programs: Record<string, string> = {};
  const uses = (program: string, version: string): void => {
    programs[program] = version;
  };
  console.log(`${name}: ${benchmark.title}`);
  try {
    await runBenchmark(benchmark, { ...options, progress, databases, uses, closing }, outcome => {
      cases.push(outcome);
      console.log(printedCase(benchmark, outcome));
    });
    const page = await writeResult(options.out, {
      name,
      title: benchmark.title,
      method: benchmark.method,
      metrics: benchmark.metrics,
      isQuick: options.isQuick,
      startedAt: startedAt.toISOString(),
      seconds: Math.round((Date.now() - startedAt.getTime()) / 1000),
      machine: describeMachine(),
      versions: {
        node: process.versions.node,
        strata: commit() ?? null,
        postgres: databases.description() ?? null,
        programs,
        rivals: await rivalVersions(),
      },
      cases,
    });
    console.log(`\nWith plots: ${page}`);
    return 0;
  } finally {
    progress.clear();
    await closing.close();
  }
}
