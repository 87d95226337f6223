import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { createApi } from '../client/api.ts';
import { listFunctions } from '../local/function-list.ts';
import { invokeFunction } from '../local/invoke.ts';
import { fillEvent } from '../local/sample-events.ts';
import { withRunningStack } from '../local/stack.ts';
import type { RunningStack } from '../local/state.ts';

/** `npm run invoke -- <function>`: runs one function on its sample event, in the local stack, and prints what it returns. */

const jsonAnswer = z.looseObject({
  headers: z.looseObject({ 'content-type': z.string().regex(/json/) }),
  body: z.string(),
});

const [name = ''] = process.argv.slice(2);
const functions = listFunctions();
const wanted = functions.find(({ key, path }) => key === name || path === name);

if (wanted === undefined) {
  console.error(
    name === '' ? 'Name a function: npm run invoke -- ordersPlace' : `There is no function ${name}.`,
  );
  console.error(functions.map(({ key, path }) => `  ${key.padEnd(20)} events/${path}.json`).join('\n'));
  process.exitCode = 1;
} else {
  process.exitCode = await withRunningStack(stack => invoke(wanted, stack));
}

async function invoke(
  { key, path, timeoutSeconds }: (typeof functions)[number],
  stack: RunningStack,
): Promise<number> {
  const api = createApi(stack.httpUrl);
  const signIn = async (email: string, password: string) =>
    (await api('POST', '/sessions', { body: { email, password } })).data.accessToken;
  const text = await readFile(join(import.meta.dirname, '../events', `${path}.json`), 'utf8');
  const payload = await fillEvent(text, { databaseUrl: stack.databaseUrl, signIn });
  const functionName = `${stack.functionPrefix}-${key}`;
  const startedAt = performance.now();
  const outcome = await invokeFunction({ lambdaUrl: stack.lambdaUrl, functionName, payload, timeoutSeconds });
  console.error(`${functionName} took ${Math.round(performance.now() - startedAt)} ms`);
  if (!outcome.ok) {
    console.error(outcome.reason);
    return 1;
  }
  console.log(JSON.stringify(withParsedBody(outcome.result) ?? null, null, 2));
  return 0;
}

/** An HTTP answer's body is JSON in JSON: unfolded it can be read. A page is left as it is. */
function withParsedBody(result: unknown): unknown {
  const answer = jsonAnswer.safeParse(result).data;
  return answer === undefined ? result : { ...answer, body: JSON.parse(answer.body) as unknown };
}
