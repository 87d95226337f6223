import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What has been started and must end: closed in the opposite order, each whatever happened to the others. */
export class Closing {
  readonly #steps: (() => unknown)[] = [];

  add(step: () => unknown): void {
    this.#steps.push(step);
  }

  /** @throws AggregateError with what went wrong, when all steps are done */
  async close(): Promise<void> {
    const errors: unknown[] = [];
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      try {
        await step();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, 'Not all could be closed');
  }
}

/** On Ctrl-C and the like, closes what is open and ends with what a shell reports of that signal. */
export const closeOnSignals = (closing: Closing): void => {
  for (const signal of SIGNALS) {
    process.once(signal, () => {
      process.exitCode = 128 + constants.signals[signal];
      const end = (): never => process.exit();
      closing.close().then(end, end);
    });
  }
};

const LINGERING_MILLISECONDS = 5_000;

/** A benchmark that forgot to close something would keep the process for ever: it says so, and ends as a failure. */
export const endSoon = (): void => {
  setTimeout(() => {
    console.error(`Something is still open: ${process.getActiveResourcesInfo().join(', ')}`);
    process.exit(1);
  }, LINGERING_MILLISECONDS).unref();
};
