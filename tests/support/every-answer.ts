import { routes } from '../../lib/app/routes.ts';
import { codesByStatus } from '../../scripts/openapi/problems.ts';
import { nameOf } from './answers.ts';

/** Documented, and given by no test: each with its reason. */
const UNSEEN: Readonly<Record<string, string>> = {
  'GET /health 500 server.error': 'it asks nothing that could fail',
  'GET /health 503 server.busy': 'it waits for nothing',
  'GET /health/ready 500 server.error': 'it tells which part fails',
  'GET /health/ready 503 server.busy': 'it gives each part less time than it has',
};

/** @throws Error naming each documented answer that no test was given, and each reason that is none any more */
export const expectEveryAnswer = (seen: ReadonlySet<string>): void => {
  const documented = routes.flatMap(route => [
    nameOf(route.method, route.path, route.status, undefined),
    ...[...codesByStatus(route)].flatMap(([status, codes]) =>
      codes.map(code => nameOf(route.method, route.path, status, code)),
    ),
  ]);
  const missing = documented.filter(name => !seen.has(name) && !(name in UNSEEN));
  const stale = Object.keys(UNSEEN).filter(name => seen.has(name) || !documented.includes(name));
  if (missing.length + stale.length > 0)
    throw new Error(
      [
        ...['No test was given these documented answers:', ...missing].slice(missing.length === 0 ? 2 : 0),
        ...stale.map(name => `tests/support/every-answer.ts gives a reason for ${name}, which needs none`),
      ].join('\n'),
    );
};
