import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** `npm run check`: everything that needs no running, each also a script of its own. The slowest starts first. */
const CHECKS = ['lint', 'types', 'dead', 'layers', 'format', 'openapi:check'];
/** Each check keeps about one core busy. */
const AT_ONCE = 2;

const waiting = [...CHECKS];
const failed: string[] = [];

const run = async (name: string): Promise<void> => {
  const started = performance.now();
  const child = spawn(process.execPath, ['--run', name], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exit = new Promise<boolean>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => {
      resolve(code === 0);
    });
  });
  const [passed, output, errors] = await Promise.all([exit, text(child.stdout), text(child.stderr)]);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${name.padEnd(13)} ${seconds.padStart(5)} s`);
  if (passed) return;
  failed.push(name);
  console.log(`${output}${errors}`.trim());
};

const lane = async (): Promise<void> => {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await run(name);
};

await Promise.all(Array.from({ length: AT_ONCE }, lane));
if (failed.length > 0) {
  console.log(
    `\n${failed.join(', ')} failed. \`npm run format:fix\` and \`npm run lint -- --fix\` repair what they can.`,
  );
  process.exitCode = 1;
}
