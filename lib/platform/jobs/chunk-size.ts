/** Rows that one statement changes: locks are held for tens of milliseconds, and workers are not kept waiting. */
export const CHUNK_SIZE = 1_000;
