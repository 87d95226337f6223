import type { Executor } from '../db/database.ts';

/** The client that sent a frame, as a domain sees it: something to subscribe, or to leave out of a broadcast. */
export interface Peer {
  /** For `except`; domains pass it on and read nothing into it. */
  readonly connection: string;
  subscribe(db: Executor, roomId: string): Promise<void>;
  unsubscribe(db: Executor, roomId: string): Promise<void>;
}
