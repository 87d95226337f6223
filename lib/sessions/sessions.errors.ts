export type SessionError = { readonly code: 'session.wrong_credentials'; readonly detail: string };

/** The same for an unknown address and a wrong password: an answer never tells which addresses have accounts. */
export const wrongCredentials: SessionError = {
  code: 'session.wrong_credentials',
  detail: 'The address or the password is wrong.',
};
