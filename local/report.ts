/** What the local stack itself says to the person at the terminal; the functions write their own log lines. */
export interface Report {
  line(text: string): void;
  warn(text: string): void;
  /** Does a part of the work and says how long it took. */
  step<T>(name: string, work: () => Promise<T>, detail: (result: T) => string): Promise<T>;
}

const NAME_WIDTH = 12;

/** Writes one line for each thing to say: what happens to standard output, what is wrong to standard error. */
export const createReport = (): Report => {
  const line = (text: string): void => void process.stdout.write(`${text}\n`);
  return {
    line,
    warn: text => void process.stderr.write(`strata: ${text}\n`),
    async step(name, work, detail) {
      const start = performance.now();
      const result = await work();
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      line(`  ${name.padEnd(NAME_WIDTH)} ${seconds} s   ${detail(result)}`);
      return result;
    },
  };
};
