import { arnOf, importOf, refOf } from './cloudformation.ts';

export type Environment = Readonly<Record<string, string>>;

export interface EnvironmentSources {
  /** The `environment` of the provider or of one function, as serverless.yml has it. */
  readonly declared: Readonly<Record<string, unknown>>;
  /** What the user set, in the shell or in .env. */
  readonly given: Readonly<Record<string, string | undefined>>;
  /** Where the local parts are. It goes before serverless.yml, and the user's values before it. */
  readonly local: Environment;
  /** The URL of a queue by its logical id; undefined for what is no queue. */
  readonly queueUrl: (logicalId: string) => string | undefined;
  readonly queueArn: (logicalId: string) => string | undefined;
  /** What the base stack exports: here both stacks are one. */
  readonly exported?: ReadonlyMap<string, unknown>;
}

/** What makes it the local stack is not for a shell that was set up for something else to change. */
export const FIXED: readonly string[] = ['STAGE'];

/** Such as {{resolve:secretsmanager:...}}: CloudFormation puts the value there when it deploys. */
const DYNAMIC_REFERENCE = '{{resolve:';

/**
 * The environment of a function as it runs here: references to queues become the local ones; other references and
 * functions of CloudFormation, which nothing here can resolve, are left out.
 */
export const resolveEnvironment = ({
  declared,
  given,
  local,
  queueUrl,
  queueArn,
  exported,
}: EnvironmentSources): Environment => {
  const resolve = (value: unknown): string | undefined => {
    if (typeof value === 'string' && value.includes(DYNAMIC_REFERENCE)) return undefined;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return String(value);
    const imported = exported?.get(importOf(value) ?? '');
    if (imported !== undefined) return resolve(imported);
    return queueUrl(refOf(value) ?? '') ?? queueArn(arnOf(value) ?? '');
  };
  const names = [...new Set([...Object.keys(declared), ...Object.keys(local)])];
  const values = names.map(name => {
    const own = FIXED.includes(name) ? undefined : given[name];
    return [name, own ?? local[name] ?? resolve(declared[name])] as const;
  });
  return Object.fromEntries(
    values.filter((entry): entry is readonly [string, string] => entry[1] !== undefined),
  );
};

/**
 * The variables that functions of one service set to different values. Here all functions run in one process and share
 * one environment, in which the last one invoked would win.
 */
export const conflicts = (environments: readonly Environment[]): readonly string[] => {
  const values = new Map<string, Set<string>>();
  for (const [name, value] of environments.flatMap(environment => Object.entries(environment))) {
    values.set(name, (values.get(name) ?? new Set()).add(value));
  }
  return [...values].filter(([, different]) => different.size > 1).map(([name]) => name);
};
