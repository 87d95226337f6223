import { join } from 'node:path';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import * as z from 'zod';
import { jwtKeys } from '../../local/jwt-keys.ts';
import { fillEvent } from '../../local/sample-events.ts';
import { read } from '../support/deployment.ts';
import { httpClient } from '../support/outside.ts';
import { packageAll, runPackaged, sampleEvents, type PackagedFunction } from '../support/packaged.ts';
import { useStack } from '../support/use-stack.ts';

// Packaging on a busy machine.
jest.setTimeout(600_000);

const stack = useStack();
const http = httpClient(() => stack.state.httpUrl);
let functions: ReadonlyMap<string, PackagedFunction>;
let local: Readonly<Record<string, string>>;

beforeAll(async () => {
  functions = await packageAll('dev');
  const { state, folder } = stack;
  const queueUrls = Object.entries(state.queueUrls).map(([id, url]) => [
    `QUEUE_URL_${id
      .replace(/Queue$/, '')
      .replaceAll(/\B([A-Z])/g, '_$1')
      .toUpperCase()}`,
    url,
  ]);
  local = {
    ...(Object.fromEntries(queueUrls) as Record<string, string>),
    DATABASE_URL: state.databaseUrl,
    DATABASE_DIRECT_URL: state.databaseUrl,
    SMTP_URL: state.smtpUrl,
    REALTIME_ENDPOINT: state.websocketUrl.replace(/^ws/, 'http'),
    LINK_SECRET: 'of-the-packaged-functions-of-this-test',
    ...(await jwtKeys(join(folder, 'jwt-key.json'))),
  };
});

/** What Lambda sets, and where SQS is on this machine. */
const fromLambda = () => ({
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  SQS_ENDPOINT: stack.state.sqsEndpoint,
});

/** The variables of the template and no others, secrets and references with their local values. */
const environmentOf = ({ variables, source }: PackagedFunction): Readonly<Record<string, string>> => {
  const resolved = Object.entries(variables).map(([name, value]) => {
    const known = local[name] ?? value;
    if (typeof known !== 'string' || known.includes('{{resolve:'))
      throw new Error(`${source} is given ${name}, of which this test knows no local value`);
    return [name, known];
  });
  return { ...(Object.fromEntries(resolved) as Record<string, string>), ...fromLambda() };
};

const signIn = async (email: string, password: string) =>
  z.string().parse((await http('POST /sessions', { body: { email, password } })).body['accessToken']);

const answered = z.object({ statusCode: z.number() });
/** Sample events that are rightly refused here: there is no other issuer, no Stripe, no such report, no link of this stage. */
const REFUSED: Readonly<Record<string, number>> = {
  'functions/http/system/catch-all.ts': 404,
  'functions/http/identities/link.ts': 404,
  'functions/http/sessions/external.ts': 404,
  'functions/http/payments/stripe-events.ts': 404,
  'functions/http/reports/delete.ts': 404,
  'functions/http/reports/open.ts': 403,
};

describe('a packaged function with nothing but its zip and its own variables', () => {
  it('is there for each sample event', () => {
    expect([...functions.keys()].sort()).toEqual(
      sampleEvents()
        .map(([source]) => source)
        .sort(),
    );
  });

  it.each(sampleEvents())('answers its sample event: %s', async (source, file) => {
    const packaged = functions.get(source);
    if (packaged === undefined) throw new Error(`${source} was not packaged`);
    const event = await fillEvent(read(file), { databaseUrl: stack.state.databaseUrl, signIn });
    const { answer, output } = await runPackaged(packaged, environmentOf(packaged), event);
    if (source.startsWith('functions/queues/')) expect(answer).toEqual({ batchItemFailures: [] });
    else if (source.endsWith('/authorize.ts'))
      expect(answer).toMatchObject({ policyDocument: { Statement: [{ Effect: 'Allow' }] } });
    else if (source in REFUSED) expect(answered.parse(answer).statusCode).toBe(REFUSED[source]);
    else if (/\/(http|realtime)\//.test(source)) {
      expect(answered.parse(answer).statusCode).toBeLessThan(400);
      expect(JSON.stringify(answer)).not.toContain(String.raw`\"event\":\"error\"`);
    } else expect(answer).toBeNull();
    expect(output).not.toContain('"level":"error"');
    expect(output).not.toContain('job.send_failed');
  });
});
