import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { join } from 'node:path';
import { queueNames } from '../../lib/platform/jobs/job.ts';
import { localFolder, readRunningStack } from '../../local/state.ts';

const ROOT = join(import.meta.dirname, '../..');
/** As functions/queues/resources.yml names them. */
const SERVICE = 'strata';

const set = (variables: Readonly<Record<string, string | undefined>>): void => {
  for (const [name, value] of Object.entries(variables)) if (value !== undefined) process.env[name] ??= value;
};

/** Each queue and its dead-letter queue: the variable of its URL, its logical id in the template, and what its name ends in. */
const queues = queueNames.flatMap(name => {
  const pascal = name.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const variable = `QUEUE_URL_${name.replaceAll('-', '_').toUpperCase()}`;
  return [
    { variable, logicalId: `${pascal}Queue`, name },
    {
      variable: `${variable}_DEAD_LETTER`,
      logicalId: `${pascal}DeadLetterQueue`,
      name: `${name}-dead-letter`,
    },
  ];
});

/**
 * Completes the environment by which the application finds its database, and its queues where they are needed: from the
 * variables given, else from the local stack that runs.
 *
 * @throws Error telling what to set
 */
export const findSurroundings = async (needsQueues: boolean): Promise<void> => {
  const { DATABASE_URL, STAGE } = process.env;
  // The driver would take another text for the name of a database, and look for it on a host called base.
  if (DATABASE_URL !== undefined && !/^postgres(ql)?:\/\//.test(DATABASE_URL))
    throw new Error('DATABASE_URL must be a URL such as postgres://user:password@localhost:5432/strata.');
  if (DATABASE_URL === undefined) useStack();
  else if (needsQueues) await findQueues(STAGE);
  set({ STAGE: 'local', DATABASE_POOL_SIZE: '2' });
};

const useStack = (): void => {
  const stack = readRunningStack(localFolder(ROOT));
  if (stack === undefined) throw new Error('Set DATABASE_URL, or start the local stack with npm start.');
  set({
    DATABASE_URL: stack.databaseUrl,
    SQS_ENDPOINT: stack.sqsEndpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    ...Object.fromEntries(queues.map(({ variable, logicalId }) => [variable, stack.queueUrls[logicalId]])),
  });
};

/** Asks SQS for the URLs that the environment does not give. */
const findQueues = async (stage: string | undefined): Promise<void> => {
  const missing = queues.filter(({ variable }) => process.env[variable] === undefined);
  const { AWS_REGION: region, AWS_ACCESS_KEY_ID: key } = process.env;
  if (missing.length === 0 && region !== undefined && key !== undefined) return;
  if (missing.length > 0 && stage === undefined)
    throw new Error(
      `Set STAGE, so that the queues can be found, or ${missing.map(each => each.variable).join(', ')}.`,
    );
  const endpoint = process.env['SQS_ENDPOINT'];
  const client = new SQSClient({ ...(endpoint !== undefined && { endpoint }) });
  try {
    await giveCredentials(client);
    for (const { variable, name } of missing)
      set({ [variable]: await urlOf(client, `${SERVICE}-${stage ?? ''}-${name}`) });
  } finally {
    client.destroy();
  }
};

/** The application reads credentials from the environment, as Lambda gives them; here they may come from a profile. */
const giveCredentials = async ({ config }: SQSClient): Promise<void> => {
  const { accessKeyId, secretAccessKey, sessionToken } = await config.credentials();
  set({
    AWS_REGION: await config.region(),
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  });
};

const urlOf = async (client: SQSClient, QueueName: string): Promise<string | undefined> => {
  try {
    return (await client.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The queue ${QueueName} cannot be found: ${why}`, { cause: error });
  }
};
