export interface WrongCredentials {
  readonly code: 'session.wrong_credentials';
  readonly detail: string;
}
export interface SessionEnded {
  readonly code: 'session.ended';
  readonly detail: string;
}
export interface SessionNotFound {
  readonly code: 'session.not_found';
  readonly detail: string;
}
export type SessionError = WrongCredentials | SessionEnded | SessionNotFound;

/** The same for an unknown address and a wrong password: an answer never tells which addresses have accounts. */
export const wrongCredentials: WrongCredentials = {
  code: 'session.wrong_credentials',
  detail: 'The address or the password is wrong.',
};

/** The same for a refresh token that was never one, has been spent, or whose session is over. */
export const sessionEnded: SessionEnded = {
  code: 'session.ended',
  detail: 'The session has ended. Sign in again.',
};

/** The same for the session of another and for none at all. */
export const sessionNotFound: SessionNotFound = {
  code: 'session.not_found',
  detail: 'You have no such session.',
};
