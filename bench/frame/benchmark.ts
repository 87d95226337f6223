/** What a benchmark is: `bench/<name>/benchmark.ts` exports one by the name `benchmark`. */

/** A quantity that is measured, and which way it should go. */
export interface Metric {
  /** The heading of its column, such as `orders/s`. */
  readonly title: string;
  readonly better: 'higher' | 'lower';
  /** Digits after the point; 0 unless given. */
  readonly digits?: number;
}

/** What one round has measured, a number above zero for each metric of its case: all rounds of a case measure the same ones. */
export type Measurements<M extends string = string> = Readonly<Partial<Record<M, number>>>;

/** One of those who do the same work, or the same one at another size. */
export interface Contender<M extends string = string> {
  readonly name: string;
  /** How much there is to work on, where a case shows growth: the x of its plot. */
  readonly size?: number;
  /** Does the work once and measures it. */
  round(): Promise<Measurements<M>>;
  /** Runs after every round and is not measured. @throws Error when the outcome is not right: that ends the benchmark */
  check(): Promise<void>;
}

/** What must hold, at the median of all rounds. */
export interface Target<M extends string = string> {
  readonly metric: M;
  readonly contender: string;
  /** The size it is about; the largest unless given. */
  readonly size?: number;
  /** `value`: the median itself. `ratio`, `difference`: against another contender in the same round. */
  readonly of: 'value' | 'ratio' | 'difference';
  /** Whom a ratio or difference is against, at the same size; the baseline unless given. Against itself: its smallest size. */
  readonly against?: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** What one set-up is measured on. All its contenders take turns in every round. */
export interface Case<M extends string = string> {
  readonly name: string;
  /**
   * The contender that ratios are taken against: at the same size, or at its smallest where it has not that size. Where it is the
   * only one, its sizes are compared with its smallest.
   */
  readonly baseline: string;
  /** What the sizes count, such as `orders of the day`; only where contenders have sizes. */
  readonly sizes?: string;
  readonly targets: readonly Target<M>[];
  /** Starts and fills what the contenders need; `bench.defer` takes back what it started. */
  prepare(bench: Bench): Promise<readonly Contender<M>[]>;
}

export interface Benchmark<M extends string = string> {
  /** One line for the list of benchmarks. */
  readonly title: string;
  /** How it measures, for who reads the figures: a few sentences. */
  readonly method: string;
  readonly metrics: Readonly<Record<M, Metric>>;
  /** Rounds that are measured, after one to warm up; seven unless given. */
  readonly rounds?: number;
  readonly cases: readonly Case<M>[];
}

/** What the frame gives to a case while it is prepared. */
export interface Bench {
  /** A smoke run: everything small, once, and no target is judged. */
  readonly isQuick: boolean;
  /** Whether sizes that take minutes to fill are wanted too. */
  readonly isLarge: boolean;
  /** Tells what is going on while it takes long. */
  say(text: string): void;
  /** What is to be done when the case is over, however it ends; the last comes first. */
  defer(close: () => unknown): void;
  /** A new database with the schema of `migrations/`, on a Postgres of this run. @returns its connection string */
  database(): Promise<string>;
  /** Loads a module that uses the packages of bench/package.json, and installs these first where they are not there. */
  rival(module: URL): Promise<unknown>;
  /** Notes a program that takes part and is none of the packages, for the results. */
  uses(program: string, version: string): void;
}

/** Checks a benchmark against its own names of metrics: a target for one that is not measured does not compile. */
export const defineBenchmark = <M extends string>(benchmark: Benchmark<M>): Benchmark<M> => benchmark;
