import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';

/** A position in the bundle of a function, wherever it was unpacked: /var/task/functions/http/orders/get.js:1:2345. */
const POSITION = /(?:file:\/\/)?[^\s()"]*?(functions\/[\w./-]+)\.js:(\d+):(\d+)/g;

/**
 * Replaces each position in a bundle by that in its source, such as lib/orders/orders.service.ts:42:7. The rest stays as it
 * is, and so does a position of which the map knows nothing.
 *
 * @param maps the folder of the maps
 * @param bundle the deployed file, or the hash that its map is named by; without it the newest map of each function counts
 * @throws Error naming a function that no map is there for
 */
export const readStack = (text: string, maps: string, bundle: Buffer | string | undefined): string => {
  const hash = typeof bundle === 'object' ? hashOf(bundle) : bundle;
  const known = new Map<string, TraceMap>();
  const mapOf = (name: string): TraceMap => {
    const map = known.get(name) ?? new TraceMap(readFileSync(newestMap(maps, name, hash), 'utf8'));
    known.set(name, map);
    return map;
  };
  return text.replaceAll(POSITION, (position: string, name: string, line: string, column: string) => {
    // Columns of stack traces count from 1, those of source maps from 0.
    const found = originalPositionFor(mapOf(name), { line: Number(line), column: Number(column) - 1 });
    if (found.source === null) return position;
    return `${found.source.replace(/^(?:\.\.\/)+/, '')}:${found.line}:${found.column + 1}`;
  });
};

const hashOf = (bundle: Buffer): string => createHash('sha256').update(bundle).digest('hex').slice(0, 16);

const newestMap = (maps: string, name: string, hash = '*'): string => {
  const found = globSync(`${name}.${hash}.js.map`, { cwd: maps }).map(file => join(maps, file));
  const [newest] = found.sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs);
  if (newest === undefined)
    throw new Error(`${maps} has no map of ${name}.js${hash === '*' ? '' : ` with the hash ${hash}`}.`);
  return newest;
};
