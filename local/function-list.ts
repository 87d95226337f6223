import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

const ROOT = join(import.meta.dirname, '..');
const DEFAULT_TIMEOUT_SECONDS = 20;
const part = z.record(
  z.string(),
  z.looseObject({ handler: z.string(), timeout: z.number().default(DEFAULT_TIMEOUT_SECONDS) }),
);

export interface ListedFunction {
  /** Its key in functions.yml, such as `ordersPlace`. */
  readonly key: string;
  /** Where it stands below functions/ and its sample event below events/, such as `http/orders/place`. */
  readonly path: string;
  readonly timeoutSeconds: number;
}

/** Every function that the parts of serverless.yml deploy, in the order of their paths. */
export const listFunctions = (): readonly ListedFunction[] =>
  globSync('functions/**/functions.yml', { cwd: ROOT })
    .flatMap(file =>
      Object.entries(part.parse(parse(readFileSync(join(ROOT, file), 'utf8'), { logLevel: 'error' }))),
    )
    .map(([key, { handler, timeout }]) => ({
      key,
      path: handler.replace(/^functions\//, '').replace(/\.handler$/, ''),
      timeoutSeconds: timeout,
    }))
    .sort((one, other) => one.path.localeCompare(other.path));
