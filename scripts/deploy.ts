import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { refusals, type StageSettings } from './deployment/refusals.ts';
import { commandLine, runSteps } from './deployment/run-steps.ts';
import { deploySteps } from './deployment/steps.ts';

/**
 * `npm run deploy -- --stage prod`: packages everything, migrates the database of the stage, and deploys the stacks in their
 * order. It stops at the first step that fails. `--dry-run` prints the commands and runs none.
 */
const USAGE =
  'Usage: npm run deploy -- --stage <stage> [--region <region>] [--force] [--verbose] [--dry-run]';

const { stages } = createRequire(import.meta.url)('../config/stages.cjs') as {
  readonly stages: Readonly<Record<string, StageSettings>>;
};

const options = {
  stage: { type: 'string', short: 's', default: '' },
  region: { type: 'string', short: 'r' },
  // Deploys what has not changed, for instance after a secret has.
  force: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
} as const;

const main = (): number => {
  const { values } = parseArgs({ options });
  const { stage, region, force, verbose } = values;
  const settings = Object.hasOwn(stages, stage) ? stages[stage] : undefined;
  const refused = refusals({ stage, settings, environment: process.env });
  const common = [
    ...['--stage', stage],
    ...(region === undefined ? [] : ['--region', region]),
    ...(verbose ? ['--verbose'] : []),
  ];
  const steps = deploySteps(common).map(step =>
    force && step.args[0] === 'deploy' ? { ...step, args: [...step.args, '--force'] } : step,
  );
  if (values['dry-run'] && settings !== undefined)
    for (const step of steps) console.log(`# ${step.title}\n${commandLine(step)}`);
  if (refused.length > 0) {
    console.error([`${stage || 'Nothing'} is not deployed.`, ...refused, USAGE].join('\n'));
    return 1;
  }
  if (values['dry-run']) return 0;
  const status = runSteps(steps);
  if (status === 0) console.log(`\n${stage} is deployed.`);
  return status;
};

try {
  process.exitCode = main();
} catch (error) {
  console.error(error instanceof Error ? `${error.message}\n${USAGE}` : error);
  process.exitCode = 1;
}
