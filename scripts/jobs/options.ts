import { parseArgs } from 'node:util';
import type * as z from 'zod';
import { pageQuery } from '../../lib/platform/http/page.ts';
import { cancelSelection, retrySelection, searchFields, type JobFilter } from '../../lib/jobs/jobs.schema.ts';
import { deadLettersQuery, redriveRequest } from '../../lib/jobs/queues.schema.ts';

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
  help: flag,
} as const;

/** @throws UsageError for an option that does not exist */
export const readArguments = (argv: readonly string[]) => {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    return { values, positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

export type Values = ReturnType<typeof readArguments>['values'];
export type OptionName = keyof typeof options;

/** The options that a command line gives, beside those that every command takes. */
export const givenOptions = (values: Values): readonly OptionName[] =>
  (Object.keys(options) as OptionName[]).filter(
    name => name !== 'json' && name !== 'help' && values[name] !== undefined && values[name] !== false,
  );

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** The time that lies an age such as `2h` before now, as ISO 8601. */
const timeOf = (age: string | undefined, option: string): string | undefined => {
  if (age === undefined) return undefined;
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(age) ?? [];
  if (amount === undefined) throw new UsageError(`--${option}: must be an age such as 90s, 30m, 2h or 7d`);
  return new Date(Date.now() - Number(amount) * SECONDS[unit as keyof typeof SECONDS] * 1000).toISOString();
};

const periodOf = (values: Values) => ({
  createdBefore: values['created-before'] ?? timeOf(values['older-than'], 'older-than'),
  createdAfter: values['created-after'] ?? timeOf(values['newer-than'], 'newer-than'),
});

const payloadOf = ({ payload }: Values): unknown => {
  if (payload === undefined) return undefined;
  try {
    return JSON.parse(payload);
  } catch {
    throw new UsageError('--payload: must be a JSON object');
  }
};

/** Reads what the API takes from the options; what the API refuses is refused here. */
const read = <S extends z.ZodType>(schema: S, value: Readonly<Record<string, unknown>>): z.output<S> => {
  const given = Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${optionOf(path)}: ${message}`);
  throw new UsageError(problems.join('\n'));
};

const optionNames: Readonly<Record<string, string>> = { ids: 'id', messageIds: 'message' };
const optionOf = ([field]: readonly PropertyKey[]): string => {
  if (field === undefined) return 'the filters';
  const name = String(field);
  return `--${optionNames[name] ?? name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
};

const search = pageQuery.extend(searchFields);

export const searchOf = (values: Values): z.output<typeof search> => {
  const { state, queue, name, payload, limit, cursor } = values;
  return read(search, { state, queue, name, payload, limit, cursor, ...periodOf(values) });
};

const selectionOf = (values: Values): Readonly<Record<string, unknown>> => {
  const { state, queue, name, id } = values;
  return { state: state?.split(','), queue, name, ids: id, payload: payloadOf(values), ...periodOf(values) };
};

export const retrySelectionOf = (values: Values): JobFilter => read(retrySelection, selectionOf(values));
export const cancelSelectionOf = (values: Values): JobFilter => read(cancelSelection, selectionOf(values));

export const letterLimitOf = ({ limit }: Values): number => read(deadLettersQuery, { limit }).limit;

export const redriveOf = ({ message, ...values }: Values): z.output<typeof redriveRequest> =>
  read(redriveRequest, {
    messageIds: message,
    foreign: values['discard-foreign'] ? 'discard' : undefined,
  });
