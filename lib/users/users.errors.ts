export interface EmailTaken {
  readonly code: 'user.email_taken';
  readonly detail: string;
}
export interface UserNotFound {
  readonly code: 'user.not_found';
  readonly detail: string;
}
export interface WrongPassword {
  readonly code: 'user.wrong_password';
  readonly detail: string;
}
export type UserError = EmailTaken | UserNotFound | WrongPassword;

export const emailTaken: EmailTaken = {
  code: 'user.email_taken',
  detail: 'An account with this address exists. Sign in, or take another address.',
};

/** The same for somebody else's account and for none at all. */
export const userNotFound: UserNotFound = { code: 'user.not_found', detail: 'There is no such user.' };

export const wrongPassword: WrongPassword = {
  code: 'user.wrong_password',
  detail: 'The current password is wrong. Nothing was changed.',
};
