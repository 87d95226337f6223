import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { read } from '../../support/deployment.ts';

const root = resolve(import.meta.dirname, '../../..');

/** What stands around each statement. */
const PREAMBLE = `
  import { ApiError } from '../../../client/api-error.ts';
  import { createApi } from '../../../client/api.ts';
  const api = createApi('https://strata.example');
  const id = '019a8c2e-6f0a-7c3d-9b1e-5d2f4a6b8c0d';
  const items = [{ productId: id, quantity: 1 }];
  export const run = async (error: unknown) => {
`;

const accepted = [
  `await api('GET', '/health');`,
  `await api('GET', '/products');`,
  `await api('GET', '/products', { query: { limit: 3, cursor: undefined } });`,
  `await api('GET', '/orders/{orderId}', { params: { orderId: id } });`,
  `await api('POST', '/orders', { body: { items, paymentToken: 'tok' }, idempotencyKey: 'k' });`,
  `await api('PATCH', '/products/{productId}', { params: { productId: id }, body: {}, ifMatch: '"3"' });`,
  `const { data } = await api('GET', '/orders/{orderId}', { params: { orderId: id } }); data.totalCents.toFixed();`,
  `const { data, nextCursor } = await api('GET', '/products'); data.map(({ name }) => name); nextCursor?.length;`,
  `const { data } = await api('DELETE', '/sessions/current'); const nothing: undefined = data; return nothing;`,
  `const answer = await api.attempt('POST', '/orders', { body: { items, paymentToken: 'tok' } });
   if (answer.ok) return answer.data.id;
   if (answer.problem.code === 'order.out_of_stock') return answer.problem.products.map(({ left }) => left);
   if (answer.problem.code === 'foreign') return answer.problem.detail;
   return answer.status;`,
  `const answer = await api('GET', '/products/{productId}', { params: { productId: id }, ifNoneMatch: '"3"' });
   return answer.status === 304 ? 'the same' : answer.data.name;`,
  `if (error instanceof ApiError && error.code === 'order.not_found') return error.problem.requestId;`,
];

/** Each with what the compiler finds wrong with it. */
const refused = [
  [`await api('GET', '/no-such-path');`, '/no-such-path'],
  [`await api('DELETE', '/orders');`, '/orders'],
  [`await api('GET', '/orders/{orderId}');`, 'Expected 3 arguments'],
  [`await api('GET', '/orders/{orderId}', { params: { id } });`, "'id' does not exist"],
  [`await api('GET', '/orders/{orderId}', { params: { orderId: 7 } });`, "'number' is not assignable"],
  [`await api('GET', '/products', { query: { page: 2 } });`, "'page' does not exist"],
  [`await api('GET', '/products', { query: { limit: 'ten' } });`, "'string' is not assignable"],
  [`await api('GET', '/products', { body: {} });`, "'body' does not exist"],
  [`await api('POST', '/orders', { body: { items } });`, "'paymentToken' is missing"],
  [
    `await api('POST', '/orders', { body: { items, paymentToken: 'tok', priceCents: 1 } });`,
    "'priceCents' does not exist",
  ],
  [
    `await api('POST', '/orders', { body: { items: [{ productId: id, quantity: '1' }], paymentToken: 'tok' } });`,
    "'string' is not assignable",
  ],
  [`await api('GET', '/products', { idempotencyKey: 'k' });`, "'idempotencyKey' does not exist"],
  [
    `await api('PATCH', '/products/{productId}', { params: { productId: id }, body: {} });`,
    "'ifMatch' is missing",
  ],
  [
    `const { data } = await api('GET', '/orders/{orderId}', { params: { orderId: id } }); return data.total;`,
    "'total' does not exist",
  ],
  [`const { nextCursor } = await api('GET', '/health'); return nextCursor;`, "'nextCursor' does not exist"],
  [`const { data } = await api('DELETE', '/sessions/current'); return data.id;`, 'undefined'],
  [`const answer = await api.attempt('GET', '/health'); return answer.data;`, "'data' does not exist"],
  [
    `const answer = await api.attempt('GET', '/orders/{orderId}', { params: { orderId: id } });
     if (!answer.ok && answer.problem.code === 'order.out_of_stock') return 1;`,
    'have no overlap',
  ],
  [
    `const answer = await api.attempt('POST', '/orders', { body: { items, paymentToken: 'tok' } });
     if (!answer.ok && answer.problem.code === 'auth.required') return answer.problem.products.length;`,
    'products',
  ],
  [`if (error instanceof ApiError && error.code === 'order.lost') return 1;`, 'have no overlap'],
] as const;

/** The errors of each text, were it a file beside this test. */
const compile = (texts: readonly string[]): readonly (readonly string[])[] => {
  const files = new Map(texts.map((text, index) => [join(import.meta.dirname, `snippet-${index}.ts`), text]));
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), path => ts.sys.readFile(path)) as {
    readonly config: { readonly compilerOptions: object };
  };
  // What is asked here is whether a call fits, not whether its answer is used.
  const compilerOptions = { ...config.compilerOptions, noUnusedLocals: false, noUnusedParameters: false };
  const { options } = ts.parseJsonConfigFileContent({ compilerOptions, files: [] }, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const onDisk = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version, ...rest) => {
    const text = files.get(name);
    return text === undefined ? onDisk(name, version, ...rest) : ts.createSourceFile(name, text, version);
  };
  const fileExists = host.fileExists.bind(host);
  host.fileExists = name => files.has(name) || fileExists(name);
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].map(name =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(name))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
  );
};

/** The example of the guide, where it would stand in a project of its own. */
const guideExample = /```ts\n(.*?)```/s
  .exec(read('docs/api.md'))?.[1]
  ?.replaceAll("'./client/", "'../../../client/");

const whole = [...accepted, ...refused.map(([text]) => text)].map(
  text => `${PREAMBLE}${text}\nreturn undefined;\n};\n`,
);
const [guideErrors, ...errors] = compile([guideExample ?? '?', ...whole]);

describe('what the routes take and answer', () => {
  it.each(accepted.map((text, index) => [text, errors[index]] as const))('compiles: %s', (_, found) => {
    expect(found).toEqual([]);
  });

  it('is as the guide shows it', () => {
    expect(guideErrors).toEqual([]);
  });
});

describe('what they do not', () => {
  const rows = refused.map(([text, error], index) => [text, error, errors[accepted.length + index]] as const);
  it.each(rows)('does not compile: %s', (_, error, found) => {
    expect(found?.join('\n')).toContain(error);
  });
});
