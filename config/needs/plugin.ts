import { needsOfCode, type CodeNeeds } from './code.ts';
import {
  capabilitiesOfCode,
  consuming,
  joiningVpc,
  keepingFailures,
  roleOf,
  type Places,
} from './permissions.ts';
import { logGroupArn, placesIn } from './places.ts';
import { failureQueueOf, sourcesOf, type DeployedFunction, type Framework } from './service.ts';

/** Only a laptop sets these: an SQS server other than AWS. */
const LOCAL_ONLY = ['SQS_ENDPOINT'];

/**
 * The Serverless plugin that gives each function the environment variables that its code reads, and a role that allows what
 * its code does. Whoever adds a function declares neither. docs/decisions/0018-needs-from-code.md says why.
 *
 * `config/environment.yml` has every variable with its value; here each function gets its own ones.
 */
export default class StrataNeeds {
  readonly hooks: Readonly<Record<string, () => Promise<void>>>;
  readonly #service: Framework['service'];
  readonly #stage: string;

  constructor({ service }: Framework, commandLine: { readonly stage?: string }) {
    this.#service = service;
    this.#stage = commandLine.stage ?? service.provider.stage;
    this.hooks = { 'after:package:initialize': () => this.#apply() };
  }

  async #apply(): Promise<void> {
    const { provider, functions, resources, custom } = this.#service;
    const values = provider.environment ?? {};
    delete provider.environment;
    const entries = Object.entries(functions);
    const code = await needsOfCode(entries.map(([, definition]) => sourceOf(definition)));
    const isOwn = (id: string) => id in (resources?.Resources ?? {}) || id in (resources?.Outputs ?? {});
    const places = placesIn(this.#stage, isOwn, mailIdentityIn(values));
    const vpc = isVpc(custom?.vpc) ? custom?.vpc : undefined;
    for (const [key, definition] of entries) {
      const needs = code.get(sourceOf(definition));
      if (needs === undefined) throw new Error(`${key} has no source ${sourceOf(definition)}`);
      definition.environment = environmentOf(key, needs, values);
      // Outside the VPC a function starts quicker: only those that need the database go in.
      definition.vpc = needs.usesDatabase && vpc !== undefined ? vpc : false;
      definition.role = this.#roleFor(definition, needs, places);
      // All write to the log group of the stage.
      definition.disableLogs = true;
    }
  }

  #roleFor(definition: DeployedFunction, needs: CodeNeeds, places: Places): string {
    const failureQueue = failureQueueOf(definition);
    const capabilities = [
      ...sourcesOf(definition).map(queue => consuming(queue, places)),
      ...capabilitiesOfCode(needs, places),
      ...(failureQueue === undefined ? [] : [keepingFailures(failureQueue, places)]),
      ...(definition.vpc ? [joiningVpc] : []),
    ];
    const { id, resource } = roleOf(capabilities, logGroupArn(this.#stage));
    Object.assign((this.#resources().Resources ??= {}), { [id]: resource });
    return id;
  }

  #resources(): NonNullable<Framework['service']['resources']> {
    const holder = this.#service as { resources?: NonNullable<Framework['service']['resources']> };
    return (holder.resources ??= {});
  }
}

/** A stage without a VPC has an empty one. */
const isVpc = (vpc: unknown): boolean => typeof vpc === 'object' && vpc !== null && 'subnetIds' in vpc;

/** '' where mails do not go out by SES. */
const mailIdentityIn = ({ SES_IDENTITY_ARN: arn }: Readonly<Record<string, unknown>>): string =>
  typeof arn === 'string' ? arn : '';

const sourceOf = ({ handler }: DeployedFunction): string => handler.replace(/\.\w+$/, '.ts');

/** @throws Error naming a variable that the function reads and nobody sets */
const environmentOf = (
  key: string,
  { variables }: CodeNeeds,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> => {
  const read = variables.filter(name => !LOCAL_ONLY.includes(name));
  const unset = read.filter(name => !(name in values));
  if (unset.length > 0)
    throw new Error(`${key} reads ${unset.join(', ')}: give it a value in config/environment.yml`);
  return Object.fromEntries(read.map(name => [name, values[name]]));
};
