import { ApiError } from './api-error.ts';
import type { Schemas } from './api-types.ts';
import { createApi, type ApiOptions, type TokenSource } from './api.ts';

export interface SessionOptions extends Omit<ApiOptions, 'tokens'> {
  /** What `keep` was given last, to go on with a session after a restart. */
  readonly refreshToken?: string;
  /** Stores the refresh token, such as in the key chain of a device; undefined when the session is over. */
  readonly keep?: (refreshToken: string | undefined) => void;
}

export interface Session extends TokenSource {
  /** @throws ApiError `session.wrong_credentials`, `request.rate_limited` */
  readonly signIn: (email: string, password: string) => Promise<Schemas['SignedIn']['user']>;
  /** Ends the session here and at the server. */
  readonly signOut: () => Promise<void>;
}

interface AccessToken {
  readonly text: string;
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
}

/** A token is exchanged so long before it expires: clocks differ, and a request takes its time. */
const EARLY_MILLISECONDS = 20_000;

/**
 * Signs a user in and keeps them signed in: access tokens are exchanged before they expire, once for all requests that
 * wait for one. Give it to `createApi` as `tokens`.
 */
export const createSession = (baseUrl: string, options: SessionOptions = {}): Session => {
  const { keep, refreshToken: kept, ...apiOptions } = options;
  const api = createApi(baseUrl, apiOptions);
  let refreshToken = kept;
  let current: AccessToken | undefined;
  let refreshing: Promise<string | undefined> | undefined;

  const take = (signedIn: Schemas['SignedIn']): string => {
    const { accessToken: text, expiresInSeconds } = signedIn;
    current = { text, expiresAt: Date.now() + expiresInSeconds * 1000 };
    refreshToken = signedIn.refreshToken;
    keep?.(refreshToken);
    return text;
  };
  const forget = (): void => {
    current = undefined;
    refreshToken = undefined;
    keep?.(undefined);
  };

  const exchange = async (token: string): Promise<string | undefined> => {
    // Repeatable: a token whose answer got lost may be exchanged again at once.
    const answer = await api.attempt('POST', '/sessions/refresh', {
      body: { refreshToken: token },
      repeatable: true,
    });
    if (answer.ok) return take(answer.data);
    if (answer.problem.code !== 'session.ended') throw new ApiError(answer.problem);
    forget();
    return undefined;
  };
  const refresh = async (): Promise<string | undefined> => {
    if (refreshToken === undefined) return undefined;
    refreshing ??= exchange(refreshToken).finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  };

  const accessToken = async (): Promise<string | undefined> =>
    current === undefined || current.expiresAt - EARLY_MILLISECONDS < Date.now() ? refresh() : current.text;

  return {
    refresh,
    accessToken,
    signIn: async (email, password) => {
      const { data } = await api('POST', '/sessions', { body: { email, password } });
      take(data);
      return data.user;
    },
    signOut: async () => {
      const token = await accessToken().catch(() => undefined);
      forget();
      if (token !== undefined) await api.attempt('DELETE', '/sessions/current', { token });
    },
  };
};
