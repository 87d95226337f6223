import { appendFileSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Which of the answers that the API documents some test has seen. Every test file notes those it is given; when all of them
 * have run, what nobody was given is an error.
 */

/** Where the answers of a run are noted; the set-up makes it, and the workers inherit it. */
const FOLDER = 'STRATA_TEST_ANSWERS';

export const startAnswers = (): void => {
  process.env[FOLDER] = mkdtempSync(join(tmpdir(), 'strata-answers-'));
};

const noted = new Set<string>();

/** An answer as it is noted: `POST /orders 409 order.out_of_stock`, `POST /orders 201`. */
export const nameOf = (method: string, path: string, status: number, code: unknown): string =>
  [method, path, status, ...(typeof code === 'string' ? [code] : [])].join(' ');

/** Notes an answer that a test was given. */
export const recordAnswer = (
  method: string,
  path: string,
  { status, body }: { readonly status: number; readonly body: unknown },
): void => {
  const folder = process.env[FOLDER];
  const code = status >= 400 && typeof body === 'object' && body !== null && 'code' in body && body.code;
  const name = nameOf(method, path, status, code);
  if (folder === undefined || noted.has(name)) return;
  noted.add(name);
  appendFileSync(join(folder, String(process.pid)), `${name}\n`);
};

/** Takes away what was noted. @returns it */
export const takeAnswers = (): ReadonlySet<string> => {
  const folder = process.env[FOLDER];
  if (folder === undefined) return new Set();
  const files = globSync('*', { cwd: folder }).map(file => readFileSync(join(folder, file), 'utf8'));
  rmSync(folder, { recursive: true });
  return new Set(files.flatMap(text => text.split('\n')));
};
