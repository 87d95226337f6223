import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, it } from '@jest/globals';
import { readConfiguration } from '../../../../scripts/cost/configuration.ts';
import { estimate } from '../../../../scripts/cost/estimate.ts';
import { USAGE } from '../../../../scripts/cost/help.ts';
import { print } from '../../../../scripts/cost/print.ts';
import { readOptions, UsageError } from '../../../../scripts/cost/workload.ts';
import { templates } from './templates.ts';

const root = resolve(import.meta.dirname, '../../../..');
const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['scripts/cost.ts', ...args], { cwd: root, encoding: 'utf8' });

it('takes a million of each when nothing is said, and only what is said otherwise', () => {
  expect(readOptions([]).workload).toMatchObject({
    orders: 1e6,
    messages: 1e6,
    jobs: 1e6,
    connectedHours: 1e6,
  });
  expect(readOptions(['--orders', '5']).workload).toMatchObject({
    orders: 5,
    messages: 0,
    connectedHours: 0,
  });
  expect(readOptions(['--listeners', '5']).workload).toMatchObject({ orders: 1e6, listeners: 5 });
});

it.each(['--orders=-1', '--orders=many', '--orders=', '--peak=0', '--heartbeat-seconds=0', '--nothing=1'])(
  'refuses %s',
  option => {
    expect(() => readOptions([option])).toThrow(UsageError);
  },
);

it('explains every option', () => {
  const { workload } = readOptions([]);
  const options = Object.keys(workload).map(
    field => `--${field.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)} `,
  );
  for (const option of [...options, '--stage ', '--json ', '--help ']) expect(USAGE).toContain(option);
  expect(run('--help')).toMatchObject({ status: 0, stdout: `${USAGE}\n` });
});

it('exits with 2 for a command that makes no sense', () => {
  expect(run('--stage', 'moon')).toMatchObject({ status: 2, stdout: '' });
  expect(run('--orders', 'many')).toMatchObject({ status: 2, stdout: '' });
});

it('marks what is too much', () => {
  const { workload } = readOptions(['--orders', '1e9']);
  const printed = print('prod', estimate(workload, readConfiguration(templates())));
  expect(printed).toMatch(/jobs a second on email .* TOO MUCH/);
  expect(printed).toMatch(/^together +[\d,.]+ +[\d,.]+ +[\d,.]+$/m);
});
