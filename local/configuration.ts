import { malformedIn } from '../lib/platform/config/environment.ts';
import { FIXED } from './environment.ts';
import { StartError } from './start-error.ts';

/**
 * Refuses what a function would stumble over later, at the first request that needs it.
 *
 * @param given what somebody has set, in the shell or in .env
 * @throws StartError naming each variable that is malformed
 */
export const checkConfiguration = (given: Readonly<Record<string, string | undefined>>): void => {
  const read = Object.entries(given).filter(([name]) => !FIXED.includes(name));
  const problems = malformedIn(Object.fromEntries(read));
  if (problems.length > 0) throw new StartError(`Set otherwise, or not at all: ${problems.join('; ')}.`);
};
