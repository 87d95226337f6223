import { stopRunning } from './running.ts';

/** Stops what global-setup.ts started. Jest calls it after the last test, also when some failed. */
export default async function globalTeardown(): Promise<void> {
  await stopRunning();
}
