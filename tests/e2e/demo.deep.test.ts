import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it, jest } from '@jest/globals';
import { useStack } from '../support/use-stack.ts';

/** `npm run demo`, on a stack that runs. */

jest.setTimeout(120_000);

const stack = useStack();
const script = resolve(import.meta.dirname, '../../scripts/demo.ts');

const demo = async () => {
  const env = { ...process.env, STRATA_LOCAL_DIR: stack.folder };
  const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit') as Promise<[code: number | null]>;
  const [[code], output, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, output, errors };
};

it('plays every step and ends with 0', async () => {
  const { code, output, errors } = await demo();
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  expect(output).toContain('validated -> paying -> paid -> shipped');
  expect(output).toContain('All of it worked');
});

it('names the step that fails, and ends with 1', async () => {
  await stack.db.query(`insert into paused_queues (queue) values ('high-priority')`);
  const { code, errors } = await demo();
  expect(code).toBe(1);
  expect(errors).toContain('The step "See order.updated arrive live" failed');
});
