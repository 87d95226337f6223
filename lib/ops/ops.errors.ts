export interface OpsForbidden {
  readonly code: 'auth.forbidden';
  readonly detail: string;
}

export const opsForbidden: OpsForbidden = {
  code: 'auth.forbidden',
  detail: 'Only administrators may do this.',
};
