import { ApiError } from '../../client/api-error.ts';
import type { Method } from '../../client/api-types.ts';
import { createApi, type Api, type ApiOptions } from '../../client/api.ts';
import type { ApiAnswer } from '../../client/http.ts';
import { routes } from '../../lib/app/routes.ts';
import { expectDocumented } from './documented.ts';

/** The routes that were called in this test file, as `POST /orders`. */
export const calledRoutes = new Set<string>();

/** The typed client. What it is answered is held against the OpenAPI document, also where its types are trusted. */
export const documentedApi = (baseUrl: string, options?: ApiOptions): Api => {
  const api = createApi(baseUrl, options);
  const plain = api.attempt as unknown as (method: Method, path: string, call?: object) => Promise<ApiAnswer>;

  const attempt = async (method: Method, path: string, call?: object): Promise<ApiAnswer> => {
    const answer = await plain(method, path, call);
    const route = routes.find(one => one.method === method && one.path === path);
    if (route === undefined) throw new Error(`no route is ${method} ${path}`);
    calledRoutes.add(`${method} ${path}`);
    const { status, headers } = answer;
    expectDocumented(route, { status, headers: Object.fromEntries(headers), body: bodyOf(answer) });
    return answer;
  };
  const orThrow: typeof attempt = async (...call) => {
    const answer = await attempt(...call);
    if (!answer.ok) throw new ApiError(answer.problem);
    return answer;
  };
  return Object.assign(orThrow, { attempt }) as unknown as Api;
};

const bodyOf = (answer: ApiAnswer): unknown => {
  if (!answer.ok) return answer.problem;
  const { ok: _ok, status: _status, headers: _headers, etag: _etag, ...body } = answer;
  return Object.keys(body).length === 0 ? undefined : body;
};
