import middy from '@middy/core';
import * as z from 'zod';
import type { Container } from './container.ts';
import { observe, traced, type InvocationContext } from './invocation.ts';

/** The input of a schedule that says nothing but when. */
export const noInput = z.object({});

/**
 * A Lambda handler for one schedule. EventBridge delivers at least once and retries a failure: what it runs must be safe to repeat.
 *
 * @param input the schema of the schedule's input
 * @param run gets a signal that is aborted shortly before the function's time is over
 */
export const scheduleHandler = <Input extends z.ZodType, Dependencies>(
  input: Input,
  container: Container<Dependencies>,
  run: (dependencies: Dependencies, input: z.output<Input>, signal: AbortSignal) => Promise<unknown>,
) =>
  middy<unknown, void, Error, InvocationContext>()
    .use(observe<unknown, void>(() => ({})))
    .handler(
      traced<unknown, void>(async (event, context) => {
        const { deadline } = context.invocation;
        const signal = AbortSignal.timeout(Math.max(0, deadline - Date.now()));
        await run(container.scope(context.invocation), input.parse(event), signal);
      }),
    );
