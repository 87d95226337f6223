import type { GlobalConfig } from 'jest';
import { takeAnswers } from './answers.ts';
import { expectEveryAnswer } from './every-answer.ts';
import { stopRunning } from './running.ts';

/** The npm scripts that run every integration test, unless they are told which. */
const WHOLE = ['test', 'test:integration'];

/**
 * Stops what global-setup.ts started, and holds what a whole run was answered against what the API documents. Jest calls it
 * after the last test, also when some failed.
 */
export default async function globalTeardown(config: GlobalConfig): Promise<void> {
  const answers = takeAnswers();
  await stopRunning();
  if (isWhole(config)) expectEveryAnswer(answers);
}

const isWhole = ({ testPathPatterns, testNamePattern, shard, ...config }: GlobalConfig): boolean =>
  WHOLE.includes(process.env['npm_lifecycle_event'] ?? '') &&
  !testPathPatterns.isSet() &&
  ![testNamePattern, shard, config.onlyChanged, config.onlyFailures, config.findRelatedTests].some(Boolean);
