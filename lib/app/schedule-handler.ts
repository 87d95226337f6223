import middy from '@middy/core';
import type { Container } from './container.ts';
import { observe, type InvocationContext } from './invocation.ts';

/**
 * A Lambda handler for one schedule. EventBridge delivers at least once and retries a failure: what it runs must be safe to repeat.
 *
 * @param run gets a signal that is aborted shortly before the function's time is over
 */
export const scheduleHandler = <Dependencies>(
  container: Container<Dependencies>,
  run: (dependencies: Dependencies, signal: AbortSignal) => Promise<unknown>,
) =>
  middy<unknown, void, Error, InvocationContext>()
    .use(observe<unknown, void>(() => ({})))
    .handler(async (_event, context) => {
      const { deadline } = context.invocation;
      await run(container.scope(context.invocation), AbortSignal.timeout(Math.max(0, deadline - Date.now())));
    });
