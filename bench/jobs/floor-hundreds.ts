import { openFloor } from './floor.ts';
import { HUNDRED, type JobSystem, type Place } from './system.ts';

export const open = (place: Place): Promise<JobSystem> => openFloor(place, HUNDRED);
