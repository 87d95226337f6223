/** Runs work so that only a few run at once; the others wait their turn, in order. */
export type Semaphore = <T>(work: () => Promise<T>) => Promise<T>;

/** @param permits how many run at once */
export const createSemaphore = (permits: number): Semaphore => {
  let free = permits;
  const waiting: (() => void)[] = [];
  const acquire = async (): Promise<void> => {
    if (free > 0) {
      free -= 1;
      return;
    }
    const { promise, resolve } = Promise.withResolvers<undefined>();
    waiting.push(() => {
      resolve(undefined);
    });
    await promise;
  };
  const release = (): void => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return async work => {
    await acquire();
    try {
      return await work();
    } finally {
      release();
    }
  };
};
