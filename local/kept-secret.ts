import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';

const BYTES = 32;

/** A random secret, made once and kept in `file`: what it signed stays good after a restart. */
export const keptSecret = async (file: string): Promise<string> => {
  if (!existsSync(file)) await writeFile(file, randomBytes(BYTES).toString('base64url'), { mode: 0o600 });
  return readFile(file, 'utf8');
};
