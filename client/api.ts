/** An error answer of the API: a problem document (RFC 9457). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** Stable: what to program against. */
  readonly code: string;
  readonly problem: Readonly<Record<string, unknown>>;

  constructor(status: number, problem: Readonly<Record<string, unknown>>) {
    const code = typeof problem['code'] === 'string' ? problem['code'] : 'unknown';
    super(`${status} ${code}${typeof problem['detail'] === 'string' ? `: ${problem['detail']}` : ''}`);
    this.status = status;
    this.code = code;
    this.problem = problem;
  }
}

export interface CallOptions {
  readonly token?: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

/** Calls one route. */
export type Call = (
  method: string,
  path: string,
  options?: CallOptions,
) => Promise<Readonly<Record<string, unknown>>>;

/**
 * A caller for the HTTP API.
 *
 * @returns a function that resolves to the answer's body and throws ApiError for a problem document
 */
export const createApi =
  (baseUrl: string): Call =>
  async (method, path, { token, body, idempotencyKey } = {}) => {
    const response = await fetch(new URL(path, baseUrl), {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Readonly<Record<string, unknown>>;
    if (!response.ok) throw new ApiError(response.status, answer);
    return answer;
  };
