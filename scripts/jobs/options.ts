import type * as z from 'zod';
import { pageQuery } from '../../lib/platform/http/page.ts';
import { cancelSelection, retrySelection, searchFields, type JobFilter } from '../../lib/jobs/jobs.schema.ts';
import { deadLettersQuery, redriveRequest } from '../../lib/jobs/queues.schema.ts';
import { FILTERS, givenOptions, UsageError, type Values } from './arguments.ts';
import { inWords } from './refusals.ts';

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** The time that lies an age such as `2h` before now, as ISO 8601. */
const timeOf = (age: string | undefined, option: string): string | undefined => {
  if (age === undefined) return undefined;
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(age) ?? [];
  if (amount === undefined) throw new UsageError(`--${option}: must be an age such as 90s, 30m, 2h or 7d`);
  return new Date(Date.now() - Number(amount) * SECONDS[unit as keyof typeof SECONDS] * 1000).toISOString();
};

/** @throws UsageError when a bound is given both as a time and as an age: one of them would be ignored */
const boundOf = (
  values: Values,
  time: 'created-before' | 'created-after',
  age: 'older-than' | 'newer-than',
) => {
  if (values[time] !== undefined && values[age] !== undefined)
    throw new UsageError(`Give --${time} or --${age}, not both.`);
  return values[time] ?? timeOf(values[age], age);
};

const periodOf = (values: Values) => ({
  createdBefore: boundOf(values, 'created-before', 'older-than'),
  createdAfter: boundOf(values, 'created-after', 'newer-than'),
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
  const parsed = schema.safeParse(given, { error: inWords });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${optionOf(path)}: ${message}`);
  throw new UsageError([...new Set(problems)].join('\n'));
};

const optionNames: Readonly<Record<string, string>> = { ids: 'id', messageIds: 'message' };
const optionOf = ([field]: readonly PropertyKey[]): string => {
  const name = String(field);
  return `--${optionNames[name] ?? name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
};

const search = pageQuery.extend(searchFields);

export const searchOf = (values: Values): z.output<typeof search> => {
  const { state, queue, name, payload, limit, cursor } = values;
  return read(search, { state, queue, name, payload, limit, cursor, ...periodOf(values) });
};

const selectionOf = (values: Values): Readonly<Record<string, unknown>> => {
  if (givenOptions(values).length === 0)
    throw new UsageError(
      `Name one job by its id, or many by ${['id', ...FILTERS].map(each => `--${each}`).join(', ')}.`,
    );
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
