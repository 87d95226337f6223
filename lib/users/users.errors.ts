export type UserError = { readonly code: 'user.email_taken'; readonly detail: string };

export const emailTaken: UserError = {
  code: 'user.email_taken',
  detail: 'An account with this address exists. Sign in, or register another address.',
};
