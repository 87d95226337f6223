import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MILLISECONDS = 5;
/** Only against what hangs: a busy machine takes its time. */
const LIMIT_MILLISECONDS = 30_000;

/** Waits for a condition, however long the machine takes. @throws Error when it does not come true in 30 s */
export const until = async (
  condition: () => boolean | Promise<boolean>,
  what: string,
  limitMilliseconds = LIMIT_MILLISECONDS,
): Promise<void> => {
  const deadline = Date.now() + limitMilliseconds;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`It never happened: ${what}`);
    await sleep(POLL_MILLISECONDS);
  }
};
