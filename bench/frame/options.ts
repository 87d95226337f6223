import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** A command line that makes no sense. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const benchmarks = resolve(import.meta.dirname, '..');

export interface Options {
  /** The benchmarks to run. */
  readonly names: readonly string[];
  /** Those there are, and their folder. */
  readonly known: readonly string[];
  readonly folder: string;
  readonly out: string;
  readonly isQuick: boolean;
  readonly isLarge: boolean;
  readonly isHelp: boolean;
  readonly rounds: number | undefined;
}

/** @throws UsageError for an option or a benchmark that does not exist */
export const readOptions = (argv: readonly string[]): Options => {
  const { values, positionals } = parse(argv);
  const folder = resolve(values.in ?? benchmarks);
  const out = resolve(values.out ?? join(benchmarks, 'results', values.quick ? 'quick' : ''));
  const known = listBenchmarks(folder);
  const names = positionals.includes('all') ? known : positionals;
  const unknown = names.filter(name => !known.includes(name));
  if (unknown.length > 0)
    throw new UsageError(`There is no benchmark ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  return {
    names,
    known,
    folder,
    out,
    isQuick: values.quick,
    isLarge: values.large,
    isHelp: values.help || names.length === 0,
    rounds: values.rounds === undefined ? undefined : roundsOf(values.rounds),
  };
};

const parse = (argv: readonly string[]) => {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        quick: { type: 'boolean', default: false },
        large: { type: 'boolean', default: false },
        rounds: { type: 'string' },
        out: { type: 'string' },
        in: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

const roundsOf = (text: string): number => {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new UsageError('--rounds: must be a number from 1 to 9999');
  return Number(text);
};

/** Where the benchmark of a name is. */
export const benchmarkFile = (folder: string, name: string): string => join(folder, name, 'benchmark.ts');

/** A folder with a `benchmark.ts` is one. */
const listBenchmarks = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && existsSync(benchmarkFile(folder, entry.name)))
    .map(({ name }) => name)
    // The kit of parts is no benchmark, though it describes what one is.
    .filter(name => name !== 'frame')
    .sort();

/** The help, with the benchmarks there are. */
export const usage = (listed: readonly (readonly [name: string, title: string])[]): string => {
  const width = Math.max(...listed.map(([name]) => name.length));
  return `Usage: npm run bench -- <name>... [options]

${listed.map(([name, title]) => `  ${name.padEnd(width)}  ${title}`).join('\n')}
  ${'all'.padEnd(width)}  every one of them

Options:
  --quick         a smoke run: small, one round, no target is judged
  --large         sizes that take minutes to fill too, where a benchmark has some
  --rounds <n>    measures so many rounds instead of what the benchmark says
  --out <folder>  where results go; bench/results unless given
  --in <folder>   takes the benchmarks of another folder
  --help          prints this

Each prints a table and writes <name>.json; index.html beside it shows all of them with plots. What a benchmark needs is
started for it and stopped after it. It exits with 1 when an outcome is not right, 2 when the command makes no sense; a target
that is missed is told, and no failure.`;
};
