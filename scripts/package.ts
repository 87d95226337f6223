import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** `npm run package -- --stage prod`: bundles and synthesises both stacks, in the order in which they are deployed. */

const ROOT = join(import.meta.dirname, '..');
const SERVERLESS = join(ROOT, 'node_modules/serverless/bin/serverless.js');
const STACKS = [
  { name: 'base', config: 'serverless.yml' },
  { name: 'api', config: 'serverless.api.yml' },
];

for (const { name, config } of STACKS) {
  const folder = join('.package', name);
  const options = ['package', '--config', config, '--package', folder, ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, [SERVERLESS, ...options], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
  console.log(`${name}: ${folder}`);
}
