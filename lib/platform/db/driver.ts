import type { Database } from './database.ts';

export interface DriverOptions {
  readonly url: string;
  /** Connections held at the most. */
  readonly poolSize: number;
  /** Called when an idle connection is lost: it is replaced at the next use, and somebody may want to know. */
  readonly onIdleError: (error: Error) => void;
}

/** Time a caller waits for a free or new connection before it fails. */
export const CONNECT_TIMEOUT_MILLISECONDS = 5_000;
/** An idle connection is closed after this long, so a frozen Lambda rarely wakes up to a dead socket. */
export const IDLE_TIMEOUT_MILLISECONDS = 60_000;

export interface PooledDatabase extends Database {
  /** The same database for one invocation: statements are given up on at the deadline (milliseconds since 1970). */
  withDeadline(deadline: number): Database;
  close(): Promise<void>;
}

export type OpenDatabase = (options: DriverOptions) => PooledDatabase;
