import { openCore } from './strata-core.ts';
import { HUNDRED, type JobSystem, type Place } from './system.ts';

export const open = (place: Place): Promise<JobSystem> => openCore(place, HUNDRED);
