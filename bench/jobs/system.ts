/** A way to have jobs done. A contender's module exports `open`, which worker-process.ts calls in a process of its own. */
export interface JobSystem {
  /** Enqueues a job for each number, by as few calls as it can. */
  addAll(numbers: readonly number[]): Promise<void>;
  /** Enqueues one, as a request does. */
  add(number: number): Promise<void>;
  /** Inserts a row into `effects` in a transaction, and enqueues a job: in it where that is possible, else after it. */
  cause(number: number): Promise<void>;
  /** Performs jobs from now on. @returns how to end that: what has begun is finished first */
  work(perform: (number: number) => void): Promise<() => Promise<void>>;
  /** How many jobs are enqueued and not completed. */
  left(): Promise<number>;
  /** Forgets what has been completed, so that no round pays for what an earlier one has left. */
  clear(): Promise<void>;
}

export interface SystemModule {
  readonly open: (place: Place) => Promise<JobSystem>;
}

/** What a system may use. */
export interface Place {
  /** A database with the schema of Strata and a table `effects`. */
  readonly database: string;
  readonly redisPort: number;
}

/** Jobs that Redis hands out one by one, or lanes of batches, at once: more did not make any of them faster on two cores. */
export const CONCURRENCY = { single: 50, batches: 5 } as const;
/** As many messages as a function is given at once. */
export const BATCH = 10;
/** As many as pg-boss fetches: what a function does whose `batchSize` is set to a hundred. */
export const HUNDRED = 100;

/** Takes what waits in batches, several side by side, until nothing does. @returns how to wait for that, as `work` does */
export const inLanes = <T>(
  waiting: T[],
  batch: number,
  runBatch: (batch: readonly T[]) => Promise<void>,
): Promise<() => Promise<void>> => {
  const lane = async (): Promise<void> => {
    while (waiting.length > 0) await runBatch(waiting.splice(0, batch));
  };
  const lanes = Promise.all(Array.from({ length: CONCURRENCY.batches }, lane));
  return Promise.resolve(async () => {
    await lanes;
  });
};

/** The number of a job's payload. */
export const numberIn = (payload: unknown): number => (payload as { readonly number: number }).number;
