import type { Benchmark } from './benchmark.ts';
import type { Machine } from './machine.ts';
import type { TimedOutcome } from './run-benchmark.ts';

/** All about one run of one benchmark: `<name>.json` in the folder of results. */
export interface Result {
  readonly name: string;
  readonly title: string;
  readonly method: string;
  readonly metrics: Benchmark['metrics'];
  readonly isQuick: boolean;
  readonly startedAt: string;
  readonly seconds: number;
  readonly machine: Machine;
  readonly versions: {
    readonly node: string;
    readonly strata: string | null;
    /** The server's version and what differs from its defaults; null where none was used. */
    readonly postgres: Readonly<Record<string, string>> | null;
    /** Of other programs that took part. */
    readonly programs?: Readonly<Record<string, string>>;
    readonly rivals: Readonly<Record<string, string>>;
  };
  readonly cases: readonly TimedOutcome[];
}
