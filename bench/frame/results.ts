import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderPage } from './page.ts';
import type { Result } from './result.ts';

/** Writes a result, and the page anew from all results in the folder. @returns where the page is */
export const writeResult = async (folder: string, result: Result): Promise<string> => {
  await mkdir(folder, { recursive: true });
  await replace(join(folder, `${result.name}.json`), `${JSON.stringify(result, null, 2)}\n`);
  const page = join(folder, 'index.html');
  await replace(page, renderPage(await readResults(folder)));
  return page;
};

const readResults = async (folder: string): Promise<readonly Result[]> => {
  const names = existsSync(folder) ? await readdir(folder) : [];
  const files = names.filter(name => name.endsWith('.json')).sort();
  // Ours alone: this is what `writeResult` has written.
  return Promise.all(
    files.map(async name => JSON.parse(await readFile(join(folder, name), 'utf8')) as Result),
  );
};

/** Whoever reads the file meanwhile sees the old one or the new one. */
const replace = async (path: string, text: string): Promise<void> => {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
};
