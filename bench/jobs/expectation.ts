const LONGEST_MILLISECONDS = 120_000;
/** A job that is performed twice is often so just after the others. */
const LATE_MILLISECONDS = 50;

/** Jobs with the numbers from 0 that are all to be performed, each once. */
export const createExpectation = (jobs: number) => {
  const counts = new Array<number>(jobs).fill(0);
  const times = new Array<number>(jobs).fill(0);
  let missing = jobs;
  const { promise: all, resolve, reject } = Promise.withResolvers<void>();
  const limit = setTimeout(() => {
    reject(new Error(`${missing} of ${jobs} jobs were not performed in ${LONGEST_MILLISECONDS} ms`));
  }, LONGEST_MILLISECONDS);
  return {
    perform: (number: number): void => {
      const count = (counts[number] ?? 0) + 1;
      counts[number] = count;
      if (count > 1) return;
      times[number] = performance.now();
      missing -= 1;
      if (missing > 0) return;
      clearTimeout(limit);
      setTimeout(resolve, LATE_MILLISECONDS);
    },
    /** Resolves when all have begun. */
    all,
    /** When each has begun, by its number. */
    times: (): readonly number[] => times,
    /** What is not as it should be; empty when each was performed once. */
    wrong: (): string => {
      const wrong = counts.filter(count => count !== 1).length;
      return wrong === 0 && counts.length === jobs ? '' : `${wrong} jobs were not performed exactly once`;
    },
  };
};
