export interface NoIssuer {
  readonly code: 'identity.no_issuer';
  readonly detail: string;
}
export interface IssuerUnavailable {
  readonly code: 'identity.issuer_unavailable';
  readonly detail: string;
  readonly retryAfterSeconds: number;
}
export interface InvalidToken {
  readonly code: 'identity.invalid_token';
  readonly detail: string;
}
/** Why a token of another issuer shows nobody's identity. */
export type VerificationError = NoIssuer | IssuerUnavailable | InvalidToken;

export interface NotLinked {
  readonly code: 'identity.not_linked';
  readonly detail: string;
}
export interface IdentityTaken {
  readonly code: 'identity.taken';
  readonly detail: string;
}
export interface IdentityNotFound {
  readonly code: 'identity.not_found';
  readonly detail: string;
}
export type IdentityError = VerificationError | NotLinked | IdentityTaken | IdentityNotFound;

export const noIssuer: NoIssuer = {
  code: 'identity.no_issuer',
  detail: 'Here one signs in with an address and a password only.',
};

export const issuerUnavailable: IssuerUnavailable = {
  code: 'identity.issuer_unavailable',
  detail: 'The keys of the issuer could not be fetched. Send the same request again.',
  retryAfterSeconds: 5,
};

export const invalidToken: InvalidToken = {
  code: 'identity.invalid_token',
  detail: 'The token is not one that the issuer made for this application, or it has expired.',
};

export const notLinked: NotLinked = {
  code: 'identity.not_linked',
  detail:
    'No account is linked to this identity. Sign in with your password, and link it with POST /identities.',
};

export const identityTaken: IdentityTaken = {
  code: 'identity.taken',
  detail: 'This identity is linked already.',
};

/** The same for the identity of another and for none at all. */
export const identityNotFound: IdentityNotFound = {
  code: 'identity.not_found',
  detail: 'You have linked no such identity.',
};
