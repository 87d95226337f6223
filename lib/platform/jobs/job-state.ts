/** States in which a job may still be performed. */
export const liveStates = ['scheduled', 'queued', 'active', 'retrying'] as const;
/** States in which it rests until it is removed, or retried. */
export const endedStates = ['completed', 'failed', 'cancelled'] as const;

export const jobStates = [...liveStates, ...endedStates] as const;
export type JobState = (typeof jobStates)[number];
