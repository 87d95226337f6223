/** What a clumsy or hostile client sends in place of a good value. */
const NASTY: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  0.5,
  1e308,
  2 ** 53,
  '',
  ' ',
  'x'.repeat(9000),
  '\u0000',
  'a\ud800b',
  String.raw`'; drop table users; --`,
  '0000-01-01',
  '9999-12-31',
  `2026-01-01T00:00:00.${'0'.repeat(300)}Z`,
  '00000000-0000-0000-0000-000000000000',
  [],
  {},
  [[[[{}]]]],
  { __proto__: null, constructor: { prototype: {} } },
];

/** Those that can stand in a path or a query. */
export const nastyTexts: readonly string[] = [
  ...NASTY.filter(value => typeof value === 'string' && value.isWellFormed()),
  'null',
  '-1',
  '1e308',
  '..',
  '%',
  '%00',
  '{orderId}',
  '$default',
  'é🙂',
].map(String);

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** A value with each part of it, in turn, replaced by something nasty, left out, or with company it does not expect. */
export const spoiled = (value: unknown): readonly unknown[] => {
  if (!isContainer(value)) return NASTY;
  const entries = Object.entries(value);
  const rebuilt = (changed: readonly (readonly [string, unknown])[]): unknown =>
    Array.isArray(value) ? changed.map(([, part]) => part) : Object.fromEntries(changed);
  return [
    ...NASTY,
    rebuilt([...entries, ['unexpected', 1]]),
    ...entries.flatMap(([key, part], index) => [
      rebuilt(entries.toSpliced(index, 1)),
      ...spoiled(part).map(other => rebuilt(entries.with(index, [key, other]))),
    ]),
  ];
};

/** Bodies that are not even what they say they are. */
export const nastyBodies: readonly (string | Uint8Array<ArrayBuffer>)[] = [
  '',
  '{',
  '{"a":1,"a":2}',
  'null',
  'undefined',
  '\ufeff{}',
  '[',
  '['.repeat(20_000),
  `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
  `"${'x'.repeat(300 * 1024)}"`,
  Uint8Array.from([0xff, 0xfe, 0x00, 0x80]),
];
