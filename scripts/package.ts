import { packageSteps } from './deployment/steps.ts';
import { runSteps } from './deployment/run-steps.ts';

/** `npm run package -- --stage prod`: bundles and synthesises all stacks, in the order in which they are deployed. */
process.exitCode = runSteps(packageSteps(process.argv.slice(2)));
