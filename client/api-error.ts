import type { AnyProblem } from './api-types.ts';

/** An error answer of the API: a problem document (RFC 9457). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** Stable: what to program against. */
  readonly code: AnyProblem['code'];
  readonly problem: AnyProblem;

  constructor(problem: AnyProblem) {
    super(`${problem.status} ${problem.code}: ${problem.detail}`);
    this.status = problem.status;
    this.code = problem.code;
    this.problem = problem;
  }
}

/** No answer came: whether the request had its effect is not known. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
}
