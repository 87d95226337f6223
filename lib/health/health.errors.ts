import type { Checks, Part } from './health.schema.ts';

export interface NotReady {
  readonly code: 'health.not_ready';
  readonly detail: string;
  readonly retryAfterSeconds: number;
  readonly failed: readonly Part[];
  readonly checks: Checks;
}

export const notReady = (failed: readonly Part[], checks: Checks): NotReady => ({
  code: 'health.not_ready',
  detail: 'Parts that `failed` lists are not ready. The log says why.',
  retryAfterSeconds: 5,
  failed,
  checks,
});
