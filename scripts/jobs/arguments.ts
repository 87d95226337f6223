import { parseArgs } from 'node:util';
import { closestTo } from './closest.ts';

/** A command line that makes no sense. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean', default: false } as const;
const options = {
  state: text,
  queue: text,
  name: text,
  payload: text,
  'older-than': text,
  'newer-than': text,
  'created-before': text,
  'created-after': text,
  id: texts,
  limit: text,
  cursor: text,
  message: texts,
  'discard-foreign': flag,
  json: flag,
  help: { ...flag, short: 'h' },
} as const;

export type OptionName = keyof typeof options;

/** What says which jobs are meant, beside their ids. */
export const FILTERS = [
  'state',
  'queue',
  'name',
  'payload',
  'older-than',
  'newer-than',
  'created-before',
  'created-after',
] as const satisfies readonly OptionName[];
const optionNames = Object.keys(options) as OptionName[];

/** @throws UsageError for an option that does not exist, lacks its value, or takes none */
export const readArguments = (argv: readonly string[]) => {
  const given = { args: [...argv], options, allowPositionals: true };
  // Read leniently first: what parseArgs itself says of a mistake is meant for programmers.
  for (const token of parseArgs({ ...given, strict: false, tokens: true }).tokens)
    if (token.kind === 'option') check(token);
  const { values, positionals } = parseArgs(given);
  return { values, positionals };
};

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

const check = ({ name, rawName, value, inlineValue }: OptionToken): void => {
  const option = optionNames.find(candidate => candidate === name);
  if (option === undefined) throw new UsageError(`There is no option ${rawName}. ${hint(name)}`);
  const takesValue = options[option].type === 'string';
  // Only a value that is joined by `=` may look like an option.
  const looksLikeOption = inlineValue !== true && value !== undefined && /^-./.test(value);
  if (takesValue && (value === undefined || looksLikeOption))
    throw new UsageError(`${rawName} needs a value.`);
  if (!takesValue && value !== undefined) throw new UsageError(`${rawName} takes no value.`);
};

const hint = (name: string): string => {
  const meant = closestTo(name, optionNames);
  return meant === undefined
    ? `There are ${optionNames.map(each => `--${each}`).join(', ')}.`
    : `Did you mean --${meant}?`;
};

export type Values = ReturnType<typeof readArguments>['values'];

/** The options that a command line gives, beside those that every command takes. */
export const givenOptions = (values: Values): readonly OptionName[] =>
  optionNames.filter(
    name => name !== 'json' && name !== 'help' && values[name] !== undefined && values[name] !== false,
  );
