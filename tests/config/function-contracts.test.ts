import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { routes } from '../../lib/app/routes.ts';
import type { Route } from '../../lib/platform/http/route.ts';
import { deployedFunctions } from '../support/deployment.ts';

/** The contract that a function was made for; undefined for those that answer with files. */
const handledBy = async (source: string): Promise<string | undefined> => {
  const { handler } = (await import(join(import.meta.dirname, '../..', source))) as {
    readonly handler: { readonly route?: Route };
  };
  return handler.route && `${handler.route.method} ${handler.route.path}`;
};

it('a function handles the contract of the route that it is deployed at', async () => {
  const deployed = deployedFunctions().flatMap(({ source, events }) =>
    events.flatMap(({ httpApi: route }) => (typeof route === 'string' ? [{ source, route }] : [])),
  );
  const handled = await Promise.all(
    deployed.map(async ({ source, route }) => ({ source, route, contract: await handledBy(source) })),
  );
  const contracts = handled.filter(({ contract }) => contract !== undefined);
  expect(contracts).toHaveLength(routes.length);
  expect(contracts.filter(({ contract, route }) => contract !== route)).toEqual([]);
}, 30_000);
