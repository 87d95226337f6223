/** The stacks, in the order in which they are deployed. */
const stacks = [
  { name: 'migrate', config: 'serverless.migrate.yml' },
  { name: 'base', config: 'serverless.yml' },
  { name: 'api', config: 'serverless.api.yml' },
] as const;
type Stack = (typeof stacks)[number];

/** Where a stack's bundles and template are put. */
const packageFolder = ({ name }: Stack): string => `.package/${name}`;

export interface Step {
  readonly title: string;
  /** Arguments of the command `serverless`. */
  readonly args: readonly string[];
  /** Variables that it needs beside those of the shell. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What is true when this step fails, and what to do about it. */
  readonly ifItFails: string;
}

const [migrateStack, baseStack, apiStack] = stacks;
/**
 * A migration may take the 15 minutes of its function. The framework would wait for two of them, and then ask for the same again four
 * times, while the first goes on.
 */
const ONE_LONG_CALL = { AWS_CLIENT_TIMEOUT: '910000', SLS_AWS_REQUEST_MAX_RETRIES: '0' };
const NOTHING_CHANGED = 'Nothing was deployed.';

/** What makes the bundles and templates of all stacks; it needs no account and no network. @param options such as --stage prod */
export const packageSteps = (options: readonly string[]): readonly Step[] =>
  stacks.map(stack => ({
    title: `package the stack ${stack.name} into ${packageFolder(stack)}`,
    args: ['package', '--config', stack.config, '--package', packageFolder(stack), ...options],
    ifItFails: NOTHING_CHANGED,
  }));

const deploy = (stack: Stack, options: readonly string[]): readonly string[] => [
  'deploy',
  '--config',
  stack.config,
  '--package',
  packageFolder(stack),
  ...options,
];

/**
 * A whole deployment. The database is migrated by the new build before any other code is replaced: a migration that fails
 * leaves everything as it was, and one that succeeds is one that the running code can live with.
 */
export const deploySteps = (options: readonly string[]): readonly Step[] => [
  ...packageSteps(options),
  {
    title: 'deploy the function that migrates',
    args: deploy(migrateStack, options),
    ifItFails: 'The database and the running code are as they were.',
  },
  {
    title: 'migrate the database',
    args: [
      'invoke',
      '--config',
      migrateStack.config,
      '--function',
      'migrate',
      '--data',
      '{}',
      '--log',
      ...options,
    ],
    environment: ONE_LONG_CALL,
    ifItFails:
      'The migration that failed was rolled back, and those before it stand. The running code is as it was. Mend the migration and deploy again. ' +
      'If the connection was lost instead, the migration may still be running: wait for the end of its log, and deploy again.',
  },
  {
    title: 'deploy real time, queues and schedules',
    args: deploy(baseStack, options),
    ifItFails:
      'CloudFormation takes the base stack back to what it was. The API runs the code from before, on a migrated database.',
  },
  {
    title: 'deploy the HTTP API',
    args: deploy(apiStack, options),
    ifItFails:
      'CloudFormation takes the API back to what it was; the base stack is new. Deploy again, or deploy the version before.',
  },
  {
    title: 'show where the API is',
    args: ['info', '--config', apiStack.config, ...options],
    ifItFails: 'Everything was deployed.',
  },
];
