import { join } from 'node:path';
import { conflicts, type Environment, resolveEnvironment } from './environment.ts';
import { exportsOf } from './cloudformation.ts';
import type { Framework } from './framework.ts';
import { jwtKeys } from './jwt-keys.ts';
import { keptSecret } from './kept-secret.ts';
import type { Parts } from './parts.ts';
import type { Report } from './report.ts';
import type { Service } from './service.ts';

type Given = Readonly<Record<string, string | undefined>>;

/** Where the local parts are, and the keys, by the names under which the application reads them. */
export const localEnvironment = async (options: {
  readonly parts: Parts;
  readonly given: Given;
  readonly region: string;
  readonly folder: string;
}): Promise<Environment> => {
  const { parts, given, region, folder } = options;
  return {
    STAGE: 'local',
    DATABASE_URL: parts.database.url,
    DATABASE_DIRECT_URL: parts.database.url,
    // One process serves all functions at once, unlike a Lambda.
    DATABASE_POOL_SIZE: '10',
    // The embedded server has no pooler before it; of another one nobody knows here.
    ...(given['DATABASE_URL'] ? {} : { DATABASE_PREPARE: 'true' }),
    SQS_ENDPOINT: parts.sqs.endpoint,
    SMTP_URL: parts.mail.smtpUrl,
    // What the stage uses on AWS: here no mail leaves the machine unless somebody asks for it.
    SES_IDENTITY_ARN: '',
    REALTIME_ENDPOINT: `http://127.0.0.1:${parts.ports.websocket}`,
    API_URL: `http://127.0.0.1:${parts.ports.http}`,
    LINK_SECRET: await keptSecret(join(folder, 'link-secret')),
    AWS_REGION: region,
    ...(await jwtKeys(join(folder, 'jwt-key.json'))),
    ...(given['AWS_ACCESS_KEY_ID'] ? {} : { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' }),
  };
};

/** Gives the provider and every function its environment, in the framework's own objects. */
export const setEnvironments = (options: {
  readonly framework: Framework;
  readonly service: Service;
  readonly given: Given;
  readonly environment: Environment;
  readonly parts: Parts;
  readonly report: Report;
}): void => {
  const { framework, service, given, environment: local, parts, report } = options;
  const isQueue = (logicalId: string): boolean => parts.queues.some(queue => queue.logicalId === logicalId);
  const exported = exportsOf(service.resources.Outputs);
  const resolve = (declared: Readonly<Record<string, unknown>>): Environment =>
    resolveEnvironment({
      declared,
      given,
      local,
      queueUrl: id => (isQueue(id) ? parts.sqs.queueUrl(id) : undefined),
      queueArn: id => (isQueue(id) ? parts.sqs.queueArn(id) : undefined),
      exported,
    });
  framework.service.provider.environment = resolve(service.provider.environment);
  const environments = Object.entries(framework.service.functions).map(([key, definition]) => {
    const resolved = resolve(service.functions[key]?.environment ?? {});
    definition.environment = resolved;
    return resolved;
  });
  const different = conflicts(environments);
  if (different.length > 0) {
    report.warn(
      `Functions set ${different.join(', ')} differently. Here they share one process: the last one called wins.`,
    );
  }
  // A profile in the shell goes before the keys above, and a session that has expired fails every call to the local SQS.
  if (!given['AWS_ACCESS_KEY_ID']) delete process.env['AWS_PROFILE'];
};
