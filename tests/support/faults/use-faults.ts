import { afterAll, beforeAll } from '@jest/globals';
import { queueNames } from '../../../lib/platform/jobs/job.ts';
import { startSqs, type Sqs } from '../../../local/sqs.ts';
import type { randomOf } from '../random.ts';
import { startTcpProxy, type TcpProxy } from '../tcp-proxy.ts';
import type { OpenTestDatabase } from '../use-database.ts';
import { Crew, type Role } from './crew.ts';
import { startEffectServer, type EffectServer } from './effect-server.ts';
import { outside } from './fault-jobs.ts';
import { recordMoves } from './moves.ts';
import { startUnrulySqs, type UnrulySqs } from './unruly-sqs.ts';

/** Messages of the dead come again within the test. */
const VISIBILITY_SECONDS = 2;
const START_LIMIT_MILLISECONDS = 60_000;

const queues = queueNames.flatMap(name => [
  {
    logicalId: name,
    name,
    attributes: { VisibilityTimeout: String(VISIBILITY_SECONDS) },
    visibilityTimeoutSeconds: VISIBILITY_SECONDS,
    deadLetter: { logicalId: `${name}-dead`, maxReceiveCount: 5 },
  },
  { logicalId: `${name}-dead`, name: `${name}-dead`, attributes: {}, visibilityTimeoutSeconds: 30 },
]);

const stageOf = async (database: OpenTestDatabase, random: ReturnType<typeof randomOf>) => {
  const sqs = await startSqs({ queues, region: 'us-east-1' });
  const unruly = await startUnrulySqs(sqs.endpoint, random);
  const url = new URL(database.url);
  const network = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.host = `127.0.0.1:${network.port}`;
  const effects = await startEffectServer(
    (jobId, name) =>
      new Promise(resolve => {
        const go = () => {
          resolve();
        };
        crew.reached({ point: 'during the effect', job: outside.name, jobId, name, go });
      }),
  );
  const crew = new Crew({
    STAGE: 'local',
    LOG_LEVEL: 'silent',
    DATABASE_URL: url.href,
    // Ten jobs of a batch are in transactions at once, and none may wait for another.
    DATABASE_POOL_SIZE: '12',
    DATABASE_PREPARE: 'true',
    AWS_REGION: 'us-east-1',
    SQS_ENDPOINT: unruly.endpoint,
    EFFECT_URL: effects.url,
    ...Object.fromEntries(
      queueNames.map(name => [`QUEUE_URL_${name.replaceAll('-', '_').toUpperCase()}`, sqs.queueUrl(name)]),
    ),
  });
  return { sqs, unruly, network, effects, crew };
};

interface Stage {
  readonly sqs: Sqs;
  readonly unruly: UnrulySqs;
  /** Between the processes and the database. */
  readonly network: TcpProxy;
  readonly effects: EffectServer;
  readonly crew: Crew;
}

/**
 * Call it at the top of a test file, after useDatabase: processes of their own that enqueue, dispatch and work, what they work
 * with, and tables of what they did: `causes`, `effects`, `moves`.
 */
export const useFaults = (
  database: OpenTestDatabase,
  random: ReturnType<typeof randomOf>,
  roles: readonly Role[],
): { readonly stage: Stage } => {
  let stage: Stage | undefined;
  const current = () => {
    if (stage === undefined) throw new Error('the stage is set while tests run, not before');
    return stage;
  };
  beforeAll(async () => {
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
    await recordMoves(database);
    await database.rows('create table causes (id uuid primary key)');
    await database.rows('create table effects (job_id uuid not null, worker text not null)');
    stage = await stageOf(database, random);
    const { crew } = stage;
    await Promise.all(roles.map(role => crew.start(role)));
  }, START_LIMIT_MILLISECONDS);
  afterAll(async () => {
    const { crew, effects, network, unruly, sqs } = current();
    await crew.stop();
    for (const part of [effects, network, unruly, sqs]) await part.stop();
  });
  return {
    get stage() {
      return current();
    },
  };
};
