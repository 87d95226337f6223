import { openCore } from './strata-core.ts';
import type { JobSystem, Place } from './system.ts';

/** As many at once as pg-boss fetches: what a function does whose `batchSize` is set to a hundred. */
const HUNDRED = 100;

export const open = (place: Place): Promise<JobSystem> => openCore(place, HUNDRED);
