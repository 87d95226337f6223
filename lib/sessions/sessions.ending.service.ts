import type { Transaction } from '../platform/db/transaction.ts';
import type { ConnectionClosing } from '../platform/realtime/closing.ts';
import type { SessionRepository } from './sessions.repository.ts';
import type { RefreshToken } from './sessions.tokens.ts';

export interface SessionEndingDeps {
  readonly sessions: SessionRepository;
  readonly connectionClosing: ConnectionClosing;
}

/**
 * The one way in which sessions end before their time. Their refresh tokens are worthless from the commit on, and what
 * their access tokens may still do ends within five minutes, at once where administrators are asked for.
 *
 * Whatever else must follow a session's end belongs here: their connections are closed, and nothing reaches them from the commit on.
 */
export const createSessionEnding = ({ sessions, connectionClosing }: SessionEndingDeps) => {
  const ended = async (tx: Transaction, ids: readonly string[]): Promise<readonly string[]> => {
    if (ids.length > 0) await connectionClosing.end(tx, { sessionIds: ids });
    return ids;
  };
  return {
    /** @returns the id of the session ended; nothing when the user has none such */
    async end(tx: Transaction, userId: string, sessionId: string): Promise<readonly string[]> {
      return ended(tx, await sessions.end(tx, userId, sessionId));
    },

    /** Ends every session of a user, but for one if given. */
    async endAll(tx: Transaction, userId: string, except?: string): Promise<readonly string[]> {
      return ended(tx, await sessions.endAll(tx, userId, except));
    },

    /** Ends the session that a refresh token was made for. */
    async endFamily(tx: Transaction, token: RefreshToken): Promise<readonly string[]> {
      return ended(tx, await sessions.endFamily(tx, token));
    },
  };
};

export type SessionEnding = ReturnType<typeof createSessionEnding>;
