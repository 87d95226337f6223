import { hashSecret, mintSecret } from '../platform/auth/secret.ts';

/** A refresh token as its holder has it, with the hashes that are stored of its two secrets. */
export interface RefreshToken {
  readonly text: string;
  /** The same for every token of a session. */
  readonly familyHash: string;
  readonly tokenHash: string;
}

/** Two secrets of 256 bits in base64url. */
const FORM = /^([\w-]{43})\.([\w-]{43})$/;

const tokenOf = (family: string, secret: string): RefreshToken => ({
  text: `${family}.${secret}`,
  familyHash: hashSecret(family),
  tokenHash: hashSecret(secret),
});

/** The first token of a session. */
export const mintRefreshToken = (): RefreshToken => tokenOf(mintSecret(), mintSecret());

/** @returns a token as it was presented, and the one to exchange it for; undefined when it cannot be one of ours */
export const readRefreshToken = (
  text: string,
): { readonly presented: RefreshToken; readonly next: RefreshToken } | undefined => {
  const [, family, secret] = FORM.exec(text) ?? [];
  if (family === undefined || secret === undefined) return undefined;
  return { presented: tokenOf(family, secret), next: tokenOf(family, mintSecret()) };
};
