import { constants } from 'node:os';
import type { Report } from './report.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** npm passes on the Ctrl-C that the terminal has sent to everyone: what comes this soon is the same one. */
const SAME_SIGNAL_MILLISECONDS = 500;
/** What a shell reports of a program that a signal has ended. */
const exitCodeOf = (signal: (typeof SIGNALS)[number]): number => 128 + constants.signals[signal];

/**
 * Decides what a signal means. While the stack starts, it stops what has started and ends the process. Once it runs,
 * serverless-offline's own listener leads to its end hooks, which stop everything. A second Ctrl-C ends at once;
 * Postgres still shuts down cleanly, by its guard.
 */
export class Termination {
  readonly #report: Report;
  readonly #stopStarting: () => Promise<void>;
  #isStarting = true;
  #signalledAt: number | undefined;

  constructor(report: Report, stopStarting: () => Promise<void>) {
    this.#report = report;
    this.#stopStarting = stopStarting;
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        this.#receive(signal);
      });
    }
    // A terminal that was closed fails every write: without a listener, each failure is an uncaught exception.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
    // A program that started the stack for its own use (stack.ts) holds the other end of a channel until it dies.
    process.on('disconnect', () => process.emit('SIGTERM'));
  }

  get hasBegun(): boolean {
    return this.#signalledAt !== undefined;
  }

  /** From now on the end hooks of serverless-offline do the stopping. */
  leaveToHooks(): void {
    this.#isStarting = false;
  }

  #receive(signal: (typeof SIGNALS)[number]): void {
    if (this.#signalledAt !== undefined) {
      const isSame = performance.now() - this.#signalledAt < SAME_SIGNAL_MILLISECONDS;
      if (!isSame && signal === 'SIGINT') process.exit(exitCodeOf(signal));
      return;
    }
    this.#signalledAt = performance.now();
    this.#report.line('\nStopping. Ctrl-C again does not wait for what still runs.');
    if (this.#isStarting) {
      const end = (): never => process.exit(exitCodeOf(signal));
      this.#stopStarting().then(end, end);
    } else if (signal === 'SIGHUP') {
      // serverless-offline does not listen to it: a closed terminal would leave its servers.
      process.emit('SIGTERM');
    }
  }
}

/**
 * An exception outside any promise ends the sandbox of one function on Lambda. Here all functions share the process: it
 * is shown and the process goes on. The framework's own listener would end it.
 */
export const surviveUncaughtExceptions = (report: Report): void => {
  // The framework asks for whole stacks; Lambda's are as long as Node's.
  Error.stackTraceLimit = 10;
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', (error, origin) => {
    const what =
      origin === 'unhandledRejection'
        ? 'A promise that nobody awaited failed'
        : 'An exception was not caught';
    report.warn(`${what}; on Lambda it would have ended the function: ${error.stack ?? error.message}`);
  });
};
