import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Route } from '../../lib/platform/http/route.ts';
import { recordAnswer } from './answers.ts';
import type { Answer, Document, Header, Operation, Reference } from '../../scripts/openapi/openapi.ts';

/** What the OpenAPI document says, held against what the API does. */

export interface AnswerToCheck {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed; undefined when there is none. */
  readonly body: unknown;
}

export interface DocumentChecker {
  /** What is wrong with a value, by a schema of the document at a JSON pointer; empty when it fits. */
  readonly errorsAt: (pointer: string, value: unknown) => readonly string[];
  /** What is wrong with an answer of a route: its status, its headers, its body. */
  readonly answerErrors: (method: string, path: string, answer: AnswerToCheck) => readonly string[];
}

/** A checker for a document. Schemas are compiled when they are first asked for. */
export const createChecker = (document: Document): DocumentChecker => {
  // `strict` would refuse the keywords of OpenAPI around the schemas; other tests hold those against the specification.
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
  formats.default(ajv);
  ajv.addSchema({ ...document, $id: 'openapi' });
  const compiled = new Map<string, ValidateFunction>();
  const found = <Part extends object>(part: Part | Reference): Part =>
    '$ref' in part ? (atPointer(document, part.$ref) as Part) : part;

  const errorsAt = (pointer: string, value: unknown): readonly string[] => {
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `openapi#${pointer}` });
    compiled.set(pointer, validate);
    validate(value);
    return (validate.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath} ${message}`);
  };

  const answerErrors = (method: string, path: string, { status, headers, body }: AnswerToCheck) => {
    const responses = pointerTo('paths', path, method.toLowerCase(), 'responses');
    const documented = (atPointer(document, `#${responses}`) as Operation['responses'])[status];
    if (documented === undefined) return [`${status} is not documented`];
    const { headers: expected = {}, content = {} } = found<Answer>(documented);
    const missing = Object.entries(expected)
      .filter(([name, header]) => found<Header>(header).required === true && !(name.toLowerCase() in headers))
      .map(([name]) => `${status} comes without the header ${name}`);
    const mediaType = headers['content-type']?.replace(/;.*$/, '') ?? '';
    if (body === undefined) return Object.keys(content).length === 0 ? missing : [...missing, 'has no body'];
    if (!(mediaType in content)) return [...missing, `${status} is not documented as ${mediaType}`];
    const base = '$ref' in documented ? documented.$ref.slice(1) : `${responses}/${status}`;
    return [...missing, ...errorsAt(`${base}${pointerTo('content', mediaType, 'schema')}`, body)];
  };
  return { errorsAt, answerErrors };
};

/** A JSON pointer (RFC 6901), as a fragment of a URI. */
export const pointerTo = (...segments: readonly string[]): string =>
  segments
    .map(segment => `/${encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1'))}`)
    .join('');

const atPointer = (document: Document, reference: string): unknown =>
  reference
    .slice('#/'.length)
    .split('/')
    .map(segment => decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, segment) => (value as Readonly<Record<string, unknown>>)[segment], document);

const COMMITTED = join(import.meta.dirname, '../../docs/api/openapi.json');
let checker: DocumentChecker | undefined;

/**
 * Holds an answer against the document in docs/api, which `npm run openapi` makes from the contracts: making it anew would
 * cost each test file half a second.
 *
 * @throws Error naming everything that a client developer would not expect
 */
export const expectDocumented = ({ method, path }: Route, answer: AnswerToCheck): void => {
  recordAnswer(method, path, answer);
  checker ??= createChecker(JSON.parse(readFileSync(COMMITTED, 'utf8')) as Document);
  const errors = checker.answerErrors(method, path, answer);
  if (errors.length > 0)
    throw new Error(
      `${method} ${path} does not answer as documented (\`npm run openapi\` documents a changed contract):\n${errors.join('\n')}\n${JSON.stringify(answer)}`,
    );
};
