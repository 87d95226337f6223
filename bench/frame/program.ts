import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Bench } from './benchmark.ts';

/** A module that runs in a process of its own, and answers each message by one. */
export interface Program {
  /** The first thing it said: that it is ready, or where. */
  readonly greeting: unknown;
  /** @throws Error when it ends instead */
  ask(message: object): Promise<unknown>;
}

/**
 * Starts one until the case is over. It sends a message when it is ready.
 *
 * @throws Error when it ends before
 */
export const startProgram = async (
  bench: Bench,
  file: URL,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Program> => {
  const child = fork(file, [...args], { env: { ...process.env, ...environment, NODE_ENV: 'production' } });
  const ended = once(child, 'exit');
  bench.defer(async () => {
    child.kill();
    await ended;
  });
  const answer = async (): Promise<unknown> => {
    const ends = new AbortController();
    const says = once(child, 'message', { signal: ends.signal });
    // Given up when the program ends.
    says.catch(() => undefined);
    const first = await Promise.race([says, ended.then(() => undefined)]);
    ends.abort();
    if (first === undefined) throw new Error(`${file.pathname} has ended`);
    return first[0];
  };
  return {
    greeting: await answer(),
    ask(message) {
      const answered = answer();
      child.send(message);
      return answered;
    },
  };
};
