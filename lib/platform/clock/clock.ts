/** Where the application reads the time, so that a test can set it. The database keeps its own time for leases. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
