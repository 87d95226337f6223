import { problemTypes, toProblem, type AppError, type ErrorCode } from '../../lib/app/errors.ts';
import { problem } from '../../lib/platform/http/problem.ts';
import type { Route } from '../../lib/platform/http/route.ts';
import type { Components } from './components.ts';
import { errorHeaders } from './headers.ts';
import { namedExports } from './named-exports.ts';
import type { Answer, Example, JsonSchema, Reference } from './openapi.ts';
import { codesByStatus, fieldsOf } from './problems.ts';
import { sample } from './sample.ts';

const REQUEST_ID = 'b6a7c9f0-4f0e-4b8e-9a51-0d5b1f3c7e21';

/** The words of the errors that are always the same, by code. */
export const constantDetails = async (): Promise<ReadonlyMap<string, string>> => {
  const exported = await namedExports('lib/**/*.errors.ts', 'lib/platform/http/*.ts');
  return new Map(
    exported.flatMap(({ value }) =>
      typeof value === 'object' && value !== null && 'code' in value && 'detail' in value
        ? [[String(value.code), String(value.detail)]]
        : [],
    ),
  );
};

/** Every answer of a route that is an error, by status. What the wrapper alone answers is shared. */
export const problemAnswers = (
  route: Route,
  components: Components,
  details: ReadonlyMap<string, string>,
): Readonly<Record<string, Answer | Reference>> => {
  const answers = [...codesByStatus(route)].map(([status, codes]) => {
    for (const code of codes) addExample(code, components, details);
    const examples = codes.map(code => [code, { $ref: `#/components/examples/${code}` }] as const);
    const answer = {
      description: codes.map(code => `\`${code}\`: ${problemTypes[code].title}.`).join('\n\n'),
      headers: errorHeaders(codes, components),
      content: {
        'application/problem+json': {
          schema: narrowed(codes, components),
          examples: Object.fromEntries(examples),
        },
      },
    };
    const own = codes.some(code => route.errors.includes(code));
    return [status, own ? answer : components.add('responses', codes.join('-'), answer)] as const;
  });
  return Object.fromEntries(answers);
};

/** The problem document with the codes that it may hold here. One that tells more has a schema of its own. */
const narrowed = (codes: readonly ErrorCode[], components: Components): JsonSchema => {
  const base = components.add('schemas', 'Problem', components.use(problem, 'output'));
  const plain = codes.filter(code => fieldsOf(code) === undefined);
  const choices = [
    ...(plain.length === 0
      ? []
      : [{ allOf: [base, { type: 'object' as const, properties: { code: { enum: plain } } }] }]),
    ...codes.filter(code => !plain.includes(code)).map(code => withFields(code, base, components)),
  ];
  const [only = {}] = choices;
  return choices.length === 1 ? only : { oneOf: choices };
};

const withFields = (code: ErrorCode, base: Reference, components: Components): Reference => {
  const fields = components.use(fieldsOf(code) ?? problem, 'output');
  const narrow = { ...fields, properties: { code: { const: code }, ...fields.properties } };
  return components.add('schemas', `${pascal(code)}Problem`, { allOf: [base, narrow] });
};

const addExample = (code: ErrorCode, components: Components, details: ReadonlyMap<string, string>): void => {
  const { title } = problemTypes[code];
  const schema = fieldsOf(code);
  const fields = schema === undefined ? {} : sample(components.use(schema, 'output'), components.resolve);
  const error = { code, detail: details.get(code) ?? `${title}.`, ...(fields as object) } as AppError;
  const example: Example = { summary: title, value: toProblem(error, REQUEST_ID) };
  components.add('examples', code, example);
};

const pascal = (code: string): string =>
  code.replaceAll(/(?:^|[._])([a-z])/g, (_, letter: string) => letter.toUpperCase());
