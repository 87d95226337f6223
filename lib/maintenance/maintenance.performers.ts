import { completed, snooze } from '../platform/jobs/outcome.ts';
import { perform } from '../platform/jobs/performer.ts';
import { maintenancePrune } from './maintenance.jobs.ts';
import type { Pruner } from './maintenance.service.ts';

/** Less than the job's time-out: it ends by itself, between two statements. */
const PRUNE_MILLISECONDS = 15_000;

/** Goes on a moment later when there is more than one attempt can remove. */
export const performMaintenancePrune = perform(
  maintenancePrune,
  ({ pruner }: { readonly pruner: Pruner }) =>
    async (_payload, { signal, log }) => {
      const { removed, complete } = await pruner.prune(
        AbortSignal.any([signal, AbortSignal.timeout(PRUNE_MILLISECONDS)]),
      );
      log.info('maintenance.pruned', { ...removed, complete });
      return complete ? completed(removed) : snooze(1);
    },
);
