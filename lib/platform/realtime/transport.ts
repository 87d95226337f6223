export type PostResult = 'sent' | 'gone' | 'failed';

/**
 * Speaks to one connection. It never throws: a connection that is closed is `gone`, anything else that went wrong is logged
 * and `failed`.
 */
export interface Transport {
  /** Hands it one frame. */
  post(connectionId: string, frame: string): Promise<PostResult>;
  /** Closes it; `sent` when that was asked for. */
  close(connectionId: string): Promise<PostResult>;
}
