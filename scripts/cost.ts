import { createRequire } from 'node:module';
import { readConfiguration } from './cost/configuration.ts';
import { estimate } from './cost/estimate.ts';
import { USAGE } from './cost/help.ts';
import { print } from './cost/print.ts';
import { readOptions, UsageError } from './cost/workload.ts';
import { synthesise } from './templates/synthesise.ts';

/** `npm run cost -- --orders 1e6`: what a month costs, and where it meets its bounds; `--help` lists the options. */
const { stages } = createRequire(import.meta.url)('../config/stages.cjs') as {
  readonly stages: Readonly<Record<string, unknown>>;
};

const main = async (argv: readonly string[]): Promise<string> => {
  const { workload, stage, json, help } = readOptions(argv);
  if (help) return USAGE;
  if (!Object.hasOwn(stages, stage)) throw new UsageError(`config/stages.cjs has no stage ${stage}.`);
  const templates = [
    await synthesise('serverless.migrate.yml', stage),
    await synthesise('serverless.yml', stage),
    await synthesise('serverless.api.yml', stage),
  ];
  const found = estimate(workload, readConfiguration(templates));
  return json ? JSON.stringify({ stage, ...found }, null, 2) : print(stage, found);
};

try {
  console.log(await main(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof UsageError) console.error('\n`npm run cost -- --help` tells how it is used.');
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
