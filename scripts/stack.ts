import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { readStack } from './stack/read-stack.ts';

/**
 * `npm run --silent stack < log`: prints what it reads, with each position in a bundle replaced by that in its source. Maps are
 * those that `npm run package` has left in .package/maps; of several for one function the newest counts, unless `--bundle`
 * names the deployed file (or the first 16 digits of its SHA-256).
 */
const USAGE = 'Usage: npm run --silent stack -- [--bundle <file or hash>] [--maps <folder>] < stack.txt';

try {
  const { values } = parseArgs({
    options: { bundle: { type: 'string' }, maps: { type: 'string', default: '.package/maps' } },
  });
  const { bundle, maps } = values;
  const isHash = bundle === undefined || /^[\da-f]{16}$/.test(bundle);
  const input = await text(process.stdin);
  process.stdout.write(readStack(input, maps, isHash ? bundle : await readFile(bundle)));
} catch (error) {
  console.error(error instanceof Error ? `${error.message}\n${USAGE}` : error);
  process.exitCode = 1;
}
