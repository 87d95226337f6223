import { describe, expect, it } from '@jest/globals';
import {
  deployedFunctions,
  find,
  functionParts,
  logicalIds,
  read,
  repeated,
  resourceParts,
} from '../support/deployment.ts';

const MAX_HANDLER_LINES = 25;

const functions = deployedFunctions();
const sources = find('functions/**/*.ts');
const serverlessFiles = find('serverless*.yml').map(read).join('\n');

/** `httpApi: GET /orders` or `{ method, path }`, `websocket: x` or `{ route }`: what the outside world calls. */
const routesOf = (event: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(event).flatMap(([kind, value]) => {
    if (kind !== 'httpApi' && kind !== 'websocket') return [];
    if (typeof value === 'string') return [`${kind} ${value.toLowerCase()}`];
    const { method = '', path = '', route = '' } = value as Record<string, string>;
    return [`${kind} ${route}${method} ${path}`.trim().toLowerCase()];
  });
const routes = functions.flatMap(({ events }) => events.flatMap(routesOf));

describe('functions', () => {
  it('are deployed, every one', () => {
    const deployed = functions.map(({ source }) => source);
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.filter(source => !deployed.includes(source))).toEqual([]);
  });

  it('exist and export a handler', () => {
    const broken = functions.filter(
      ({ source, handler }) =>
        !handler.endsWith('.handler') ||
        !sources.includes(source) ||
        !/^export const handler\b/m.test(read(source)),
    );
    expect(broken.map(({ key, handler }) => `${key}: ${handler}`)).toEqual([]);
  });

  it('have a key of their own: of two with the same key the framework silently deploys the last', () => {
    expect(repeated(functions.map(({ key }) => key))).toEqual([]);
  });

  it('have a handler of their own', () => {
    expect(repeated(functions.map(({ handler }) => handler))).toEqual([]);
  });

  it(`are thin: at most ${MAX_HANDLER_LINES} lines`, () => {
    const lines = (source: string) =>
      read(source)
        .split('\n')
        .filter(line => line.trim() !== '').length;
    expect(sources.filter(source => lines(source) > MAX_HANDLER_LINES)).toEqual([]);
  });

  it('each have a sample event, and no sample event is without its function', () => {
    const expected = functions.map(({ source }) =>
      source.replace('functions/', 'events/').replace(/ts$/, 'json'),
    );
    expect(find('events/**/*.json')).toEqual([...expected].sort());
  });

  it('have sample events that are JSON', () => {
    for (const event of find('events/**/*.json')) expect(JSON.parse(read(event))).toEqual(expect.any(Object));
  });
});

describe('the parts of serverless.yml', () => {
  it('are named there, every one', () => {
    const parts = [...functionParts, ...resourceParts];
    expect(
      parts.filter(part => !new RegExp(String.raw`\$\{file\((\./)?${part}\)`).test(serverlessFiles)),
    ).toEqual([]);
  });

  it('share no logical id: of two resources with the same id one would be lost', () => {
    expect(repeated(logicalIds())).toEqual([]);
  });
});

describe('routes', () => {
  it('belong to one function each', () => {
    expect(routes.length).toBeGreaterThan(0);
    expect(repeated(routes)).toEqual([]);
  });

  it("of the WebSocket hold no ':', which makes a logical id that CloudFormation rejects", () => {
    expect(routes.filter(route => route.startsWith('websocket') && route.includes(':'))).toEqual([]);
  });
});
