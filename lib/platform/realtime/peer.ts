import type { Executor } from '../db/database.ts';

/** The client that sent a frame, as a domain sees it: something to subscribe, or to leave out of a broadcast. */
export interface Peer {
  /** For `except`; domains pass it on and read nothing into it. */
  readonly connection: string;
  /** @returns whether it has begun to listen, and did not before */
  subscribe(db: Executor, roomId: string): Promise<boolean>;
  /** @returns whether it has listened */
  unsubscribe(db: Executor, roomId: string): Promise<boolean>;
}
