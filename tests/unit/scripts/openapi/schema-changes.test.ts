import { describe, expect, it } from '@jest/globals';
import type { JsonSchema } from '../../../../scripts/openapi/openapi.ts';
import { schemaChanges } from '../../../../scripts/openapi/schema-changes.ts';

const text: JsonSchema = { type: 'string' };
const count: JsonSchema = { type: 'integer' };
const amount: JsonSchema = { type: 'number' };
const sizes = (...values: readonly string[]): JsonSchema => ({ type: 'string', enum: [...values] });
const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });
const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });
const mug = (
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
): JsonSchema => ({ type: 'object', properties, required: [...required], additionalProperties: false });

const named: JsonSchema = { $ref: '#/components/schemas/Named' };

/** @param oldNamed what `named` stands for before, and `newNamed` after */
const changes = (
  direction: 'input' | 'output',
  [old, now]: readonly [JsonSchema, JsonSchema],
  [oldNamed, newNamed]: readonly [JsonSchema, JsonSchema] = [{}, {}],
) =>
  schemaChanges(
    'it',
    { schema: old, resolve: () => oldNamed },
    { schema: now, resolve: () => newNamed },
    direction,
  );

type Row = readonly [what: string, old: JsonSchema, now: JsonSchema, change: string];

const refusedInput: readonly Row[] = [
  ['a new required field', mug({}), mug({ size: count }, ['size']), 'it.size: it is required now'],
  [
    'a field that is required',
    mug({ size: count }),
    mug({ size: count }, ['size']),
    'it.size: it is required now',
  ],
  ['a field that may not be sent any more', mug({ size: count }), mug({}), 'it.size: it is gone'],
  ['other fields refused', { type: 'object' }, mug({}), 'it: other fields are refused now'],
  ['another type', count, text, 'it: its type is string, not integer'],
  ['no null any more', orNull(count), count, 'it: its type is integer, not integer or null'],
  ['no fraction any more', amount, count, 'it: its type is integer, not number'],
  ['a type where any was taken', {}, count, 'it: its type is integer, not any'],
  ['a value less', sizes('s', 'm'), sizes('s'), 'it: the value "m" is gone'],
  ['values where any was taken', text, sizes('s'), 'it: only some values are left'],
  ['a shorter text', { ...text, maxLength: 9 }, { ...text, maxLength: 8 }, 'it: maxLength is 8, not 9'],
  ['a new lower bound', count, { ...count, minimum: 1 }, 'it: minimum is 1, not none'],
  ['fewer items', listOf(text), { ...listOf(text), maxItems: 3 }, 'it: maxItems is 3, not none'],
  ['another pattern', text, { ...text, pattern: '^a' }, 'it: its pattern has changed'],
  ['another format', text, { ...text, format: 'uuid' }, 'it: its format is "uuid", not none'],
  ['another default', { ...count, default: 20 }, { ...count, default: 10 }, 'it: its default is 10, not 20'],
];

const missingOutput: readonly Row[] = [
  ['a field that is gone', mug({ size: count }), mug({}), 'it.size: it is gone'],
  [
    'a field that may be absent',
    mug({ size: count }, ['size']),
    mug({ size: count }),
    'it.size: it may be absent now',
  ],
  ['a value that may be null', count, orNull(count), 'it: its type is integer or null, not integer'],
  ['a fraction where there was none', count, amount, 'it: its type is number, not integer'],
  ['any type where there was one', count, {}, 'it: its type is any, not integer'],
  ['a value that never comes any more', sizes('s', 'm'), sizes('s', 'l'), 'it: the value "m" is gone'],
  ['a change of the items of a list', listOf(mug({ size: count })), listOf(mug({})), 'it[].size: it is gone'],
  [
    'a change of the values of a record',
    { type: 'object', additionalProperties: count },
    { type: 'object', additionalProperties: text },
    'it{}: its type is string, not integer',
  ],
  [
    'a change in a part of a whole',
    { allOf: [mug({ size: count }), mug({ name: text })] },
    { allOf: [mug({ size: count })] },
    'it.name: it is gone',
  ],
];

const harmless: readonly (readonly ['input' | 'output', string, JsonSchema, JsonSchema])[] = [
  ['input', 'a new optional field', mug({}), mug({ size: count })],
  ['input', 'a field that may be left out', mug({ size: count }, ['size']), mug({ size: count })],
  ['input', 'a wider bound', { ...count, maximum: 9 }, { ...count, maximum: 10 }],
  ['input', 'a further value', sizes('s'), sizes('s', 'm')],
  ['input', 'null', count, orNull(count)],
  ['input', 'a fraction', count, amount],
  ['input', 'a new default', count, { ...count, default: 1 }],
  ['output', 'a further field', mug({}), mug({ size: count }, ['size'])],
  ['output', 'a field that is always there', mug({ size: count }), mug({ size: count }, ['size'])],
  ['output', 'a value that is never null', orNull(count), count],
  ['output', 'a further value', sizes('s'), sizes('s', 'm')],
  ['output', 'narrower bounds', count, { ...count, minimum: 1 }],
];

describe('what is sent is refused after', () => {
  it.each(refusedInput)('%s', (_, old, now, change) => {
    expect(changes('input', [old, now])).toEqual([change]);
  });
});

describe('what is read is not there after', () => {
  it.each(missingOutput)('%s', (_, old, now, change) => {
    expect(changes('output', [old, now])).toEqual([change]);
  });

  it('a change behind a name, also of one of several choices', () => {
    const behind = [mug({ size: count }), mug({})] as const;
    expect(changes('output', [named, named], behind)).toEqual(['it.size: it is gone']);
    const choices: JsonSchema = { oneOf: [named, text] };
    expect(changes('output', [choices, choices], behind)).toEqual(['it.size: it is gone']);
  });
});

describe('nobody notices', () => {
  it.each(harmless)('%s: %s', (direction, _, old, now) => {
    expect(changes(direction, [old, now])).toEqual([]);
  });

  it('that a schema has another name', () => {
    expect(changes('output', [named, { $ref: '#/components/schemas/Other' }], [mug({}), mug({})])).toEqual(
      [],
    );
  });

  it('a schema that holds itself', () => {
    const tree = mug({ branch: named });
    expect(changes('output', [named, named], [tree, tree])).toEqual([]);
  });
});
