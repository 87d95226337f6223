import { randomUUID } from 'node:crypto';
import { ensureStack } from '../local/stack.ts';
import { createSteps } from './demo-steps.ts';

/** `npm run demo`: plays what Strata is for, on the running stack or on one started for it, and says how long each step took. */

const startedAt = performance.now();
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(2)} s`.padStart(8);

process.exitCode = await play();

async function play(): Promise<number> {
  console.log('Strata demo\n');
  let current = 'Start the stack';
  const cleanUp = new AsyncDisposableStack();
  try {
    const stackAt = performance.now();
    const handle = await ensureStack();
    cleanUp.defer(handle.stop);
    say(stackAt, current, handle.state.httpUrl);
    const demo = createSteps(handle.state, randomUUID().slice(0, 8));
    // A connection that is not closed would connect again and again, and the process would never end.
    cleanUp.defer(demo.close);
    for (const [title, step] of demo.steps) {
      current = title;
      const at = performance.now();
      say(at, title, await step());
    }
    console.log(`\nAll of it worked, in ${seconds(startedAt).trim()}.`);
    return 0;
  } catch (error) {
    console.error(
      `\nThe step "${current}" failed: ${error instanceof Error ? error.message : String(error)}`,
    );
    return 1;
  } finally {
    await cleanUp.disposeAsync();
  }
}

function say(since: number, title: string, found: string): void {
  console.log(`${seconds(since)}   ${title.padEnd(34)} ${found}`);
}
