import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import * as appRoutes from '../../lib/app/routes.ts';
import { deployedFunctions, read } from '../support/deployment.ts';

const functions = deployedFunctions();
const httpEvent = z.union([
  z.string(),
  z.object({ method: z.string(), path: z.string() }).transform(({ method, path }) => `${method} ${path}`),
]);
const deployed = functions.flatMap(({ source, events }) =>
  events.flatMap(event => ('httpApi' in event ? [{ source, route: httpEvent.parse(event['httpApi']) }] : [])),
);
const declared = [...appRoutes.routes, ...('assetRoutes' in appRoutes ? appRoutes.assetRoutes : [])].map(
  ({ method, path }) => `${method} ${path}`,
);
/** API Gateway's own name for what no route matches. */
const CATCH_ALL = '*';

describe('the routes of the HTTP API', () => {
  it('are deployed, every one that is declared', () => {
    const routes = deployed.map(({ route }) => route);
    expect(declared.filter(route => !routes.includes(route))).toEqual([]);
  });

  it('are declared, every one that is deployed', () => {
    expect(
      deployed.map(({ route }) => route).filter(route => route !== CATCH_ALL && !declared.includes(route)),
    ).toEqual([]);
  });

  it('are told apart by their templates alone: no two differ in the name of a parameter only', () => {
    const shapes = declared.map(route => route.replaceAll(/\{[^}]+\}/g, '{}'));
    expect(new Set(shapes).size).toBe(shapes.length);
  });
});

describe('a function of the HTTP API', () => {
  it.each(deployed.filter(({ route }) => route !== CATCH_ALL))(
    'says in its sentence the route it is deployed at: $route',
    ({ source, route }) => {
      expect(read(source)).toContain(route);
    },
  );
});
