import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as z from 'zod';

const run = promisify(execFile);

/** Loads the bundle as the runtime does, when it is ready itself, and says how long that took. */
const PROGRAM = `
  const before = performance.now();
  const processor = process.cpuUsage();
  const { handler } = require(process.argv[1]);
  const milliseconds = performance.now() - before;
  const { user, system } = process.cpuUsage(processor);
  const told = { milliseconds, processorMilliseconds: (user + system) / 1000, handler: typeof handler };
  process.stdout.write(JSON.stringify(told), () => process.exit());`;

const printed = z.object({
  milliseconds: z.number(),
  processorMilliseconds: z.number(),
  handler: z.string(),
});
export type Start = z.infer<typeof printed>;

/** Loads a bundle in a new process, with no variables and nothing that an earlier one has kept. */
export const start = async (file: string): Promise<Start> => {
  const { stdout } = await run(process.execPath, ['--eval', PROGRAM, file], { cwd: '/', env: {} });
  return printed.parse(JSON.parse(stdout));
};
