import { userInfo } from 'node:os';
import { closeSharedDatabase } from '../../lib/platform/db/shared-database.ts';
import { createLog } from '../../lib/platform/log/log.ts';
import { givenOptions, readArguments, UsageError, type Values } from './arguments.ts';
import { closestTo } from './closest.ts';
import { commands, type Command } from './commands.ts';
import { servicesFor, type Services } from './services.ts';
import { findSurroundings } from './surroundings.ts';
import type { Terminal } from './terminal.ts';
import { USAGE } from './usage.ts';

/** Runs one command. @returns the exit code: 0 done, 1 not done, 2 the command makes no sense */
export const runJobs = async (argv: readonly string[], { print, say }: Terminal): Promise<number> => {
  try {
    const { values, positionals } = readArguments(argv);
    const [name = 'help', ...names] = positionals;
    if (values.help || name === 'help') {
      print(USAGE);
      return 0;
    }
    const { needsQueues = false, read } = commandOf(name, values);
    const run = read(names, values);
    await findSurroundings(needsQueues);
    const by = `terminal:${userInfo().username}`;
    const { json, text } = await withServices(say, services => run({ services, by, say }));
    print(values.json ? JSON.stringify(json, null, 2) : text);
    return 0;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    if (!(error instanceof UsageError)) return 1;
    say('\n`npm run jobs -- --help` tells how it is used.');
    return 2;
  }
};

/** @throws UsageError when there is no such command, or it does not take an option that is given */
const commandOf = (name: string, values: Values): Command => {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    const meant = closestTo(name, Object.keys(commands));
    const hint =
      meant === undefined ? `There are ${Object.keys(commands).join(', ')}.` : `Did you mean ${meant}?`;
    throw new UsageError(`There is no command ${name}. ${hint}`);
  }
  const refused = givenOptions(values).filter(option => !command.takes.includes(option));
  if (refused.length > 0)
    throw new UsageError(`${name} does not take ${refused.map(option => `--${option}`).join(', ')}.`);
  return command;
};

/** Warnings of the services go where progress goes. */
const withServices = async <T>(
  say: Terminal['say'],
  work: (services: Services) => Promise<T>,
): Promise<T> => {
  const log = createLog('warn', {}, say);
  try {
    return await work(servicesFor(log));
  } finally {
    await closeSharedDatabase();
  }
};
