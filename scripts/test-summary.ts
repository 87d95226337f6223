import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';

/**
 * Prints `N passed, N failed` over several jest runs, for `.ci/run`, and fails unless all is well.
 *
 * Arguments: how many steps failed, then the file each run wrote with --outputFile. A run that wrote none, or ran no
 * test, counts as a failure; so does a failed step (lint, say) where no failed test accounts for it. So the line and
 * the exit code never contradict each other.
 */
const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  /** Files that failed before a test of theirs ran. */
  numRuntimeErrorTestSuites: z.number(),
});

const [brokenSteps = '0', ...files] = process.argv.slice(2);

const runs = files.map(file => {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const run = report.parse(JSON.parse(readFileSync(file, 'utf8')));
  const failed = run.numFailedTests + run.numRuntimeErrorTestSuites;
  return { passed: run.numPassedTests, failed: failed + run.numPassedTests === 0 ? 1 : failed };
});

const passed = runs.reduce((sum, run) => sum + run.passed, 0);
const failedTests = runs.reduce((sum, run) => sum + run.failed, 0);
const failedRuns = runs.filter(run => run.failed > 0).length;
const failed = failedTests + Math.max(0, Number(brokenSteps) - failedRuns);

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
