export interface InvalidResetToken {
  readonly code: 'password_reset.invalid_token';
  readonly detail: string;
}
export type PasswordError = InvalidResetToken;

/** The same for a token that never was one, has been used, or has expired. */
export const invalidResetToken: InvalidResetToken = {
  code: 'password_reset.invalid_token',
  detail: 'The token is wrong, used or expired. Ask for another mail with POST /password-resets.',
};
