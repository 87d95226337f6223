import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { beforeAll, expect, it } from '@jest/globals';
import { build, type Plugin } from 'esbuild';

const root = resolve(import.meta.dirname, '../..');
const leftOut = createRequire(import.meta.url)('../../config/left-out.cjs') as Plugin;

/** Runs text as a bundle does, with what bundles leave out of zod. @returns what it exports as `seen` */
const bundled = async (text: string): Promise<unknown> => {
  const { outputFiles } = await build({
    stdin: { contents: `import * as z from 'zod';\n${text}`, resolveDir: root },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    plugins: [leftOut],
  });
  const url = `data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? '')}`;
  return ((await import(url)) as { readonly seen: unknown }).seen;
};

let methods: unknown;
beforeAll(async () => {
  methods = await bundled(`
    const has = (schema, ...names) => names.filter(name => name in schema);
    export const seen = [
      has(z.string(), 'trim', 'min', 'regex', 'optional', 'transform', 'jwt', 'email', 'readonly'),
      has(z.iso, 'datetime', 'date', 'duration'),
      has(z.coerce, 'number', 'bigint'),
    ];`);
});

it('methods that our modules call are there, and those that make what they never use are not', () => {
  const [ofText, ofIso, ofCoerce] = methods as readonly (readonly string[])[];
  expect(ofText).toEqual(['trim', 'min', 'regex', 'optional', 'transform']);
  expect(ofIso).toContain('datetime');
  expect(ofIso).not.toContain('duration');
  expect(ofCoerce).toEqual(['number']);
});

it('schemas do what they do', async () => {
  const seen = await bundled(`
    const user = z.strictObject({ name: z.string().trim().min(1), email: z.email(), born: z.iso.datetime().nullable() });
    const errors = ({ error }) => error.issues.map(({ path, message }) => [path.join('.'), message]);
    export const seen = [
      user.parse({ name: ' Ada ', email: 'ada@strata.example', born: null }),
      errors(user.safeParse({ name: ' ', email: 'ada', born: 'today', role: 'admin' })),
      errors(user.partial().pick({ name: true }).extend({ age: z.coerce.number().int() }).safeParse({ age: '1.5' })),
    ];`);
  expect(seen).toEqual([
    { name: 'Ada', email: 'ada@strata.example', born: null },
    [
      ['name', 'Too small: expected string to have >=1 characters'],
      ['email', 'Invalid email address'],
      ['born', 'Invalid ISO datetime'],
      ['', 'Unrecognized key: "role"'],
    ],
    [['age', 'Invalid input: expected int, received number']],
  ]);
});

it('methods belong to their schema and to nobody else, however they are called', async () => {
  const seen = await bundled(`
    const { safeParse } = z.string();
    const { error } = z.array(z.number()).safeParse([1, '2']);
    const special = z.string();
    special.trim = () => 'own';
    export const seen = [
      ['1', '2'].map(z.coerce.number().parse),
      safeParse(1).success,
      error instanceof z.ZodError && error instanceof Error && error.message.includes('expected number'),
      special.trim(),
      z.string().trim().parse(' a '),
      Object.keys(z.object({ a: z.boolean() }).shape),
      z.object({}) instanceof z.ZodType && !(z.object({}) instanceof z.ZodString),
    ];`);
  expect(seen).toEqual([[1, 2], false, true, 'own', 'a', ['a'], true]);
});
