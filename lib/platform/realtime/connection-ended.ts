export interface ConnectionEnded {
  readonly code: 'auth.required';
  readonly detail: string;
}

/** For whatever comes over a connection that was ended, and is still to be closed, or that nobody remembers. */
export const connectionEnded: ConnectionEnded = {
  code: 'auth.required',
  detail: 'The connection has ended. Connect again.',
};
