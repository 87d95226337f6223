import type { Database } from './database.ts';

export interface DriverOptions {
  readonly url: string;
  /** Connections held at the most. */
  readonly poolSize: number;
  /**
   * Whether a connection may keep the statements that are marked as prepared: see `Executor`. Not through a pooler that
   * hands them to whichever server is free and does not know of them, nor through one that then stops to share its connections.
   */
  readonly prepares?: boolean;
  /** Called when an idle connection is lost: it is replaced at the next use, and somebody may want to know. */
  readonly onIdleError: (error: Error) => void;
}

/** Time a caller waits for a free or new connection before it fails. */
export const CONNECT_TIMEOUT_MILLISECONDS = 5_000;
/** When the pool itself gives up on a connection: after its caller has, and so that one that hangs does not stay. */
export const POOL_CONNECT_TIMEOUT_MILLISECONDS = CONNECT_TIMEOUT_MILLISECONDS + 1_000;
/** An idle connection is closed after this long, so a frozen Lambda rarely wakes up to a dead socket. */
export const IDLE_TIMEOUT_MILLISECONDS = 60_000;

export interface PooledDatabase extends Database {
  /**
   * The same database for one invocation: connections and statements are given up on at the deadline (milliseconds since
   * 1970), with a TimeoutError.
   */
  withDeadline(deadline: number): Database;
  close(): Promise<void>;
}

export type OpenDatabase = (options: DriverOptions) => PooledDatabase;
