import { describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { problemTypes } from '../../../../lib/app/errors.ts';
import { routes } from '../../../../lib/app/routes.ts';
import { artifactsOf } from '../../../../scripts/openapi/artifacts.ts';
import { createDocument } from '../../../../scripts/openapi/document.ts';
import type { MediaType, Operation } from '../../../../scripts/openapi/openapi.ts';
import { read, repeated } from '../../../support/deployment.ts';
import { createChecker, pointerTo } from '../../../support/documented.ts';

const document = await createDocument();
const checker = createChecker(document);
const plain = JSON.parse(JSON.stringify(document)) as Record<string, unknown>;

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** Every example of the document with the pointer of the schema it is an example of. */
const examplesIn = (value: unknown, pointer: string): readonly (readonly [string, unknown])[] => {
  if (typeof value !== 'object' || value === null) return [];
  const { schema, example, examples = {} } = value as Partial<MediaType>;
  const own =
    schema === undefined
      ? []
      : [
          ...(example === undefined ? [] : [example]),
          ...Object.keys(examples).map(name => document.components.examples?.[name]?.value),
        ].map(each => [`${pointer}/schema`, each] as const);
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, part]) =>
      key === 'schema' ? [] : examplesIn(part, `${pointer}${pointerTo(key)}`),
    ),
  ];
};

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(plain);
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
  });

  it('describes every route, and nothing else', () => {
    const described = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`);
    expect(described.toSorted()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).toSorted());
  });

  it('gives every operation a name of its own', () => {
    expect(repeated(operations.map(({ operation }) => operation.operationId))).toEqual([]);
  });

  it('has an example of every body and every answer, and each fits its schema', () => {
    const examples = [
      ...examplesIn(plain['paths'], '/paths'),
      ...examplesIn(plain['components'], '/components'),
    ];
    const wrong = examples.flatMap(([pointer, example]) =>
      checker.errorsAt(pointer, example).map(error => `${pointer}: ${error} in ${JSON.stringify(example)}`),
    );
    expect(examples.length).toBeGreaterThan(operations.length);
    expect(wrong).toEqual([]);
  });

  it('has no example that says nothing: name one in field-examples.ts or in the schema', () => {
    const nothing = JSON.stringify(document).matchAll(/"(\w+)":"\?"/g);
    expect([...nothing].map(([, field]) => field)).toEqual([]);
  });

  it('says what the operations of every domain are about, in tags.ts', () => {
    expect(document.tags.filter(({ description }) => description === '')).toEqual([]);
  });

  it('says of every route all the errors of its contract', () => {
    const missing = routes.flatMap(({ method, path, errors }) =>
      errors.filter(code => {
        const operation: Operation | undefined = document.paths[path]?.[method.toLowerCase()];
        const { status } = problemTypes[code as keyof typeof problemTypes];
        return !JSON.stringify(operation?.responses[status] ?? '').includes(code);
      }),
    );
    expect(missing).toEqual([]);
  });
});

describe('what is made from the contracts', () => {
  it('is committed as it is made now: `npm run openapi` makes it anew', async () => {
    const made = [...(await artifactsOf(document))];
    const stale = made.filter(([path, text]) => read(path) !== text).map(([path]) => path);
    expect(stale).toEqual([]);
  });
});
