import { createHash } from 'node:crypto';

/** Which versions a caller is willing to change: some, or whichever there is. */
export type IfMatch = readonly number[] | 'any';

export interface Stale {
  readonly code: 'precondition.failed';
  readonly detail: string;
}

/** The race for a resource was lost: somebody changed it since the caller read it. */
export const stale: Stale = {
  code: 'precondition.failed',
  detail: 'It has changed since you read it. Get it again, and repeat the change with its new ETag.',
};

/** Characters of the digest in a tag: enough that two representations never share one by chance. */
const DIGEST_LENGTH = 16;

/**
 * The strong validator of a version (RFC 9110, section 8.8.3).
 *
 * @param representation all that is answered, when it changes without a new version
 */
export const etagOf = (version: number, representation?: unknown): string => {
  if (representation === undefined) return `"${version}"`;
  const digest = createHash('sha256').update(JSON.stringify(representation)).digest('base64url');
  return `"${version}-${digest.slice(0, DIGEST_LENGTH)}"`;
};

/**
 * Reads an If-Match header (RFC 9110, section 13.1.1) for the versions it names. Weak and foreign tags match nothing. What
 * a tag says beyond the version is left aside: a change is not lost because stock moved meanwhile.
 *
 * @returns undefined when the header is absent
 */
export const readIfMatch = (header: string | undefined): IfMatch | undefined => {
  if (header === undefined) return undefined;
  if (header.trim() === '*') return 'any';
  return header.split(',').flatMap(tag => {
    const version = /^"(\d{1,9})(?:-[\w-]+)?"$/.exec(tag.trim())?.[1];
    return version === undefined ? [] : [Number(version)];
  });
};

/** Whether an If-None-Match header names this ETag, so that the caller has it already (weak comparison). */
export const alreadyHas = (header: string | undefined, etag: string): boolean =>
  header !== undefined &&
  (header.trim() === '*' || header.split(',').some(tag => tag.trim().replace(/^W\//, '') === etag));

/** The parameter for SQL of the form `($n::integer[] is null or version = any ($n))`. */
export const versionsOf = (ifMatch: IfMatch): readonly number[] | null =>
  ifMatch === 'any' ? null : ifMatch;
