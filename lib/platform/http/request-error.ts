import type { InputError } from './problem.ts';

/** The request itself is wrong, in the parts that `errors` names. */
export interface InvalidRequest {
  readonly code: 'request.invalid';
  readonly detail: string;
  readonly errors: readonly InputError[];
}

export const invalidRequest = (errors: readonly InputError[]): InvalidRequest => ({
  code: 'request.invalid',
  detail: 'The request does not fit what this route takes; `errors` names each part.',
  errors,
});

export const invalidCursor = invalidRequest([
  { pointer: '/query/cursor', message: 'is not a cursor of this list; take `nextCursor` from its last page' },
]);
