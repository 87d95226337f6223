import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { find, read, repeated } from '../support/deployment.ts';
import { synthesise } from '../../scripts/templates/synthesise.ts';
import { readTemplate, target } from '../support/template.ts';

/** What the stacks of a stage are to each other, and what they say of the APIs. */

const STAGE = 'prod';
const { stages } = createRequire(import.meta.url)('../../config/stages.cjs') as {
  readonly stages: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};
const settings = stages[STAGE] ?? {};

const stacks = await Promise.all(
  find('serverless*.yml').map(async file => ({
    file,
    template: readTemplate(await synthesise(file, STAGE)),
  })),
);
const everything = stacks.map(({ template }) => template);
const ofType = (type: string) => everything.flatMap(template => template.ofType(type));

const within = (value: unknown, name: string): readonly unknown[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === name ? [inner] : within(inner, name)));
};
const imports = everything.flatMap(({ text }) => within(JSON.parse(text), 'Fn::ImportValue'));
const exported = everything.flatMap(({ outputs }) => outputs.map(({ Export }) => Export?.Name));

const paths = z.record(z.string(), z.record(z.string(), z.unknown()));
const openapi = z.object({ paths }).parse(JSON.parse(read('docs/api/openapi.json')));
const reference = z.object({ $ref: z.string() });
const asyncapi = z
  .object({
    operations: z.record(z.string(), z.object({ action: z.string(), messages: z.tuple([reference]) })),
    components: z.object({ messages: z.record(z.string(), z.object({ name: z.string() })) }),
  })
  .parse(JSON.parse(read('docs/api/asyncapi.json')));
const clientEvents = Object.values(asyncapi.operations)
  .filter(({ action }) => action === 'receive')
  .map(({ messages: [{ $ref }] }) => asyncapi.components.messages[$ref.split('/').at(-1) ?? '']?.name);

describe('the stacks of a stage', () => {
  it('import what another exports, and nothing else', () => {
    expect(imports.length).toBeGreaterThan(0);
    expect([...new Set(imports)].filter(name => !exported.includes(name))).toEqual([]);
  });

  it('export a name once', () => {
    expect(repeated(exported.flatMap(name => (typeof name === 'string' ? [name] : [])))).toEqual([]);
  });

  it('refer to resources that they have', () => {
    for (const { ids, text } of everything) {
      const known = [
        ...ids,
        ...within(JSON.parse(text), 'Parameters').flatMap(one => Object.keys(one as object)),
      ];
      const referred = [
        ...within(JSON.parse(text), 'Ref'),
        ...within(JSON.parse(text), 'Fn::GetAtt').map(value => (value as readonly unknown[])[0]),
      ];
      expect(
        referred.filter(id => typeof id === 'string' && !id.startsWith('AWS::') && !known.includes(id)),
      ).toEqual([]);
    }
  });

  it('name nothing that was left open', () => {
    for (const { text } of everything) {
      expect(text).not.toMatch(/\$\{(?:file|self|sls|opt|env):/);
      expect(text).not.toContain('undefined');
    }
  });

  it('hold no secret, but say where it is', () => {
    const secrets = ofType('AWS::Lambda::Function').flatMap(({ Properties }) =>
      [...JSON.stringify(Properties).matchAll(/"(\w*(?:SECRET|PRIVATE_KEY|_URL))":"([^"]*)"/g)]
        .filter(([, name = '']) => /SECRET|KEY|DATABASE|SMTP/.test(name))
        .map(([, name, value]) => [name, value]),
    );
    expect(secrets.length).toBeGreaterThan(0);
    for (const [name, value] of secrets)
      expect(value).toBe(`{{resolve:secretsmanager:strata/${STAGE}:SecretString:${name}}}`);
  });

  it('have functions that all write to the log group of the stage', () => {
    const groups = ofType('AWS::Lambda::Function').map(({ Properties }) => Properties['LoggingConfig']);
    expect([...new Set(groups.map(group => JSON.stringify(group)))]).toEqual([
      `{"LogGroup":"/strata/${STAGE}"}`,
    ]);
    expect(ofType('AWS::Logs::LogGroup').map(({ Properties }) => Properties['RetentionInDays'])).toEqual(
      ofType('AWS::Logs::LogGroup').map(() => settings['logRetentionDays']),
    );
  });

  it('encrypt every queue', () => {
    expect(
      ofType('AWS::SQS::Queue').filter(({ Properties }) => Properties['SqsManagedSseEnabled'] !== true),
    ).toEqual([]);
  });
});

describe('every route', () => {
  const routes = ofType('AWS::ApiGatewayV2::Route').map(({ Properties }) => String(Properties['RouteKey']));

  it('of the OpenAPI document is deployed, and no other but files and the catch-all', () => {
    const documented = Object.entries(openapi.paths).flatMap(([path, item]) =>
      Object.keys(item)
        .filter(method => /^(get|post|put|patch|delete)$/.test(method))
        .map(method => `${method.toUpperCase()} ${path}`),
    );
    const files = [
      'GET /openapi.json',
      'GET /asyncapi.json',
      'GET /docs',
      'GET /docs/{asset}',
      'GET /.well-known/jwks.json',
      '$default',
    ];
    const deployed = routes.filter(route => route.includes(' ') || route === '$default');
    expect(documented.filter(route => !deployed.includes(route))).toEqual([]);
    expect(deployed.filter(route => !documented.includes(route) && !files.includes(route))).toEqual([]);
  });

  it('of the AsyncAPI document is deployed, and no other but what API Gateway itself asks for', () => {
    const deployed = routes.filter(route => !route.includes(' ') && !route.startsWith('$'));
    expect(deployed.toSorted()).toEqual(clientEvents.toSorted());
  });

  it('answers frames where the client waits for a reply', () => {
    const replies = ofType('AWS::ApiGatewayV2::RouteResponse').map(({ Properties }) =>
      target(Properties['RouteId']),
    );
    const silent = ofType('AWS::ApiGatewayV2::Route')
      .filter(({ Properties }) => !/ |^\$connect$|^\$disconnect$/.test(String(Properties['RouteKey'])))
      .filter(({ id, Properties }) => Properties['RouteKey'] !== '$default' && !replies.includes(id));
    expect(silent.map(({ id }) => id)).toEqual([]);
  });
});

describe('each API', () => {
  const apiStages = ofType('AWS::ApiGatewayV2::Stage');

  it('takes as many requests a second as the stage says', () => {
    const limits = apiStages.map(({ Properties }) => Properties['DefaultRouteSettings']);
    expect(limits).toEqual(
      expect.arrayContaining([
        { ThrottlingRateLimit: settings['httpRate'], ThrottlingBurstLimit: settings['httpBurst'] },
        {
          ThrottlingRateLimit: settings['realtimeRate'],
          ThrottlingBurstLimit: settings['realtimeBurst'],
          LoggingLevel: 'OFF',
          DataTraceEnabled: false,
        },
      ]),
    );
    expect(limits).toHaveLength(2);
  });

  it('logs who asked for what and how it went, and no header, query or body', () => {
    for (const { Properties } of apiStages) {
      const { Format } = z.object({ Format: z.string() }).parse(Properties['AccessLogSettings']);
      expect(() => z.record(z.string(), z.string()).parse(JSON.parse(Format))).not.toThrow();
      expect(Format).toContain('$context.requestId');
      expect(Format).not.toMatch(
        /authorizer|\$context\.(?:request|response)?(?:header|body|query)|\$request|querystring/i,
      );
    }
  });

  it('lets the pages of the stage in, and no others', () => {
    const [http] = ofType('AWS::ApiGatewayV2::Api').filter(
      ({ Properties }) => Properties['ProtocolType'] === 'HTTP',
    );
    expect(http?.Properties['CorsConfiguration']).toMatchObject({ AllowOrigins: settings['origins'] });
  });
});
