import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import type { Step } from './steps.ts';

const ROOT = join(import.meta.dirname, '../..');
/** The framework that the project installs, unless the shell has put another first. */
const PATH = [process.env['PATH'] ?? '', join(ROOT, 'node_modules/.bin')].join(delimiter);

const quoted = (argument: string): string => (/^[\w./:=-]+$/.test(argument) ? argument : `'${argument}'`);

/** A step as one would type it. */
export const commandLine = ({ args, environment = {} }: Step): string =>
  [
    ...Object.entries(environment).map(([name, value]) => `${name}=${quoted(value)}`),
    'npx',
    'serverless',
    ...args.map(quoted),
  ].join(' ');

/** Runs steps one after the other, and none after one that failed. @returns the exit code: that of the step that failed */
export const runSteps = (steps: readonly Step[]): number => {
  for (const [index, step] of steps.entries()) {
    console.log(`\n[${index + 1}/${steps.length}] ${step.title}\n$ ${commandLine(step)}`);
    const startedAt = performance.now();
    const { status, error } = spawnSync('serverless', [...step.args], {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, ...step.environment, PATH },
    });
    if (status !== 0) {
      console.error(
        `\nFailed: ${step.title}.${error === undefined ? '' : ` ${error.message}.`}\n${step.ifItFails}`,
      );
      return status ?? 1;
    }
    console.log(`done in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  }
  return 0;
};
