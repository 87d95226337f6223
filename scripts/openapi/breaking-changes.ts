import type { Answer, Document, MediaType, Operation, Parameter, Reference, JsonSchema } from './openapi.ts';
import { schemaChanges, type Side } from './schema-changes.ts';

/**
 * What a client that was made for one version of the document trips over in another.
 *
 * It knows the parts of OpenAPI that our document has. Wider inputs, further routes, fields, statuses and codes break
 * nobody: the guide tells clients to expect them.
 *
 * @returns a sentence for each
 */
export const breakingChanges = (before: Document, after: Document): readonly string[] =>
  Object.entries(before.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) => {
      const still = after.paths[path]?.[method];
      const at = `${method.toUpperCase()} ${path}`;
      if (still === undefined) return [`${at}: it is gone`];
      return operationChanges([operation, reader(before)], [still, reader(after)]).map(
        change => `${at}: ${change}`,
      );
    }),
  );

/** Follows the references of a document. */
interface Reader {
  readonly parameters: (operation: Operation) => readonly Parameter[];
  readonly answer: (answer: Answer | Reference) => Answer;
  readonly headers: (answer: Answer) => readonly string[];
  readonly side: (schema: JsonSchema) => Side;
}

const reader = ({ components }: Document): Reader => {
  const found = (kind: keyof typeof components, reference: string) =>
    (components[kind] as Readonly<Record<string, unknown>>)[reference.replace(/^.*\//, '')];
  return {
    parameters: ({ parameters = [] }) =>
      parameters.map(one => ('$ref' in one ? (found('parameters', one.$ref) as Parameter) : one)),
    answer: answer => ('$ref' in answer ? (found('responses', answer.$ref) as Answer) : answer),
    headers: ({ headers = {} }) => Object.keys(headers),
    side: schema => ({ schema, resolve: reference => found('schemas', reference) as JsonSchema }),
  };
};

type Read<Part> = readonly [Part, Reader];

const operationChanges = (before: Read<Operation>, after: Read<Operation>): readonly string[] => [
  ...(before[0].operationId === after[0].operationId
    ? []
    : [`its operationId is ${after[0].operationId}, not ${before[0].operationId}`]),
  ...(before[0].security !== undefined && after[0].security === undefined ? ['it needs a token now'] : []),
  ...parameterChanges(before, after),
  ...bodyChanges(before, after),
  ...Object.entries(before[0].responses).flatMap(([status, answer]) => {
    const still = after[0].responses[status];
    if (still === undefined) return [`the answer ${status} is gone`];
    return answerChanges(status, [before[1].answer(answer), before[1]], [after[1].answer(still), after[1]]);
  }),
];

const parameterChanges = ([old, were]: Read<Operation>, [now, are]: Read<Operation>): readonly string[] => {
  const [had, has] = [were.parameters(old), are.parameters(now)];
  const same = (one: Parameter) => (other: Parameter) => one.name === other.name && one.in === other.in;
  const fresh = has.filter(parameter => parameter.required && !had.some(same(parameter)));
  return [
    ...fresh.map(({ name }) => `${name} is required now`),
    ...had.flatMap(parameter => {
      const { name, required } = parameter;
      const still = has.find(same(parameter));
      if (still === undefined) return [`${name} is gone`];
      return [
        ...(still.required && !required ? [`${name} is required now`] : []),
        ...schemaChanges(name, were.side(parameter.schema), are.side(still.schema), 'input'),
      ];
    }),
  ];
};

const bodyChanges = ([old, were]: Read<Operation>, [now, are]: Read<Operation>): readonly string[] => {
  const [had, has] = [old.requestBody?.content, now.requestBody?.content];
  if (had === undefined) return has === undefined ? [] : ['it needs a body now'];
  return mediaTypes('body', had, has ?? {}, (one, other) =>
    schemaChanges('body', were.side(one.schema), are.side(other.schema), 'input'),
  );
};

const answerChanges = (
  status: string,
  [old, were]: Read<Answer>,
  [now, are]: Read<Answer>,
): readonly string[] => [
  ...were
    .headers(old)
    .filter(name => !are.headers(now).includes(name))
    .map(name => `the header ${name} of ${status} is gone`),
  ...mediaTypes(status, old.content ?? {}, now.content ?? {}, (one, other) => [
    ...schemaChanges(status, were.side(one.schema), are.side(other.schema), 'output'),
    ...codeChanges(status, one, other),
  ]),
];

const mediaTypes = (
  at: string,
  had: Readonly<Record<string, MediaType>>,
  has: Readonly<Record<string, MediaType>>,
  compare: (one: MediaType, other: MediaType) => readonly string[],
): readonly string[] =>
  Object.entries(had).flatMap(([name, one]) => {
    const other = has[name];
    return other === undefined ? [`${name} of ${at} is gone`] : compare(one, other);
  });

/** The examples of a problem answer are one for each code that it may hold. */
const codeChanges = (status: string, one: MediaType, other: MediaType): readonly string[] =>
  Object.keys(one.examples ?? {})
    .filter(code => !(code in (other.examples ?? {})))
    .map(code => `the code ${code} of ${status} is gone`);
