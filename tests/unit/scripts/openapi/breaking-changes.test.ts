import { describe, expect, it } from '@jest/globals';
import { breakingChanges } from '../../../../scripts/openapi/breaking-changes.ts';
import { createDocument } from '../../../../scripts/openapi/document.ts';
import type {
  Answer,
  Document,
  JsonSchema,
  Operation,
  Parameter,
} from '../../../../scripts/openapi/openapi.ts';

const text: JsonSchema = { type: 'string' };

/** A document with the one operation PUT /mugs. */
const documentWith = (operation: Partial<Operation>): Document => ({
  openapi: '3.1.0',
  info: {},
  servers: [],
  security: [],
  tags: [],
  paths: {
    '/mugs': {
      put: {
        operationId: 'putMug',
        tags: [],
        summary: '',
        description: '',
        responses: { 200: { description: '' } },
        ...operation,
      },
    },
  },
  components: {
    responses: { full: { description: '', content: { 'application/json': { schema: text } } } },
    parameters: { Key: { name: 'Key', in: 'header', required: false, schema: text } },
    securitySchemes: {},
  },
});

const size = (required: boolean, schema = text): Parameter => ({
  name: 'size',
  in: 'query',
  required,
  schema,
});
const body = (schema: JsonSchema, type = 'application/json'): Partial<Operation> => ({
  requestBody: { required: true, content: { [type]: { schema } } },
});
const answers = (responses: Operation['responses']): Partial<Operation> => ({
  responses: { 200: { description: '' }, ...responses },
});
const json = (schema: JsonSchema): Answer => ({
  description: '',
  content: { 'application/json': { schema } },
});
const problem = (...codes: readonly string[]): Answer => ({
  description: '',
  content: {
    'application/problem+json': {
      schema: {},
      examples: Object.fromEntries(codes.map(code => [code, { summary: '', value: {} }])),
    },
  },
});
const headed: Answer = { description: '', headers: { ETag: { $ref: '' } } };
const shared = { $ref: '#/components/responses/full' };
const key = { $ref: '#/components/parameters/Key' };

const breaking: readonly (readonly [string, Partial<Operation>, Partial<Operation>, string])[] = [
  ['another name', {}, { operationId: 'set' }, 'its operationId is set, not putMug'],
  ['the need of a token', { security: [] }, {}, 'it needs a token now'],
  ['a new required parameter', {}, { parameters: [size(true)] }, 'size is required now'],
  [
    'a parameter that is required',
    { parameters: [size(false)] },
    { parameters: [size(true)] },
    'size is required now',
  ],
  ['a parameter that is gone', { parameters: [size(false)] }, {}, 'size is gone'],
  ['a shared parameter that is gone', { parameters: [key] }, {}, 'Key is gone'],
  [
    'a narrower parameter',
    { parameters: [size(false)] },
    { parameters: [size(false, { type: 'integer' })] },
    'size: its type is integer, not string',
  ],
  ['a new body', {}, body(text), 'it needs a body now'],
  ['a narrower body', body({}), body(text), 'body: its type is string, not any'],
  ['a body that nobody reads any more', body(text), {}, 'application/json of body is gone'],
  ['a body in another form', body(text), body(text, 'text/csv'), 'application/json of body is gone'],
  ['a success that is gone', {}, { responses: { 204: { description: '' } } }, 'the answer 200 is gone'],
  ['an error that is gone', answers({ 409: problem('mug.full') }), {}, 'the answer 409 is gone'],
  [
    'a code that is gone',
    answers({ 409: problem('a', 'b') }),
    answers({ 409: problem('a') }),
    'the code b of 409 is gone',
  ],
  [
    'another answer',
    answers({ 201: json(text) }),
    answers({ 201: json({}) }),
    '201: its type is any, not string',
  ],
  [
    'another shared answer',
    answers({ 201: shared }),
    answers({ 201: json({}) }),
    '201: its type is any, not string',
  ],
  [
    'a form of an answer that is gone',
    answers({ 201: json(text) }),
    answers({ 201: { description: '' } }),
    'application/json of 201 is gone',
  ],
  [
    'a header that is gone',
    answers({ 201: headed }),
    answers({ 201: { description: '' } }),
    'the header ETag of 201 is gone',
  ],
];

const harmless: readonly (readonly [string, Partial<Operation>, Partial<Operation>])[] = [
  ['no need of a token', {}, { security: [] }],
  ['a new optional parameter', {}, { parameters: [size(false)] }],
  ['a parameter that may be left out', { parameters: [size(true)] }, { parameters: [size(false)] }],
  ['a further code', answers({ 409: problem('a') }), answers({ 409: problem('a', 'b') })],
  ['a further status', {}, answers({ 409: problem('a') })],
  ['a further header', answers({ 201: { description: '' } }), answers({ 201: headed })],
  ['an answer that is shared now', answers({ 201: json(text) }), answers({ 201: shared })],
];

describe('a client breaks by', () => {
  it.each(breaking)('%s', (_, before, after, change) => {
    expect(breakingChanges(documentWith(before), documentWith(after))).toEqual([`PUT /mugs: ${change}`]);
  });

  it('a route that is gone', () => {
    const without = { ...documentWith({}), paths: {} };
    expect(breakingChanges(documentWith({}), without)).toEqual(['PUT /mugs: it is gone']);
  });
});

describe('a client does not break by', () => {
  it.each(harmless)('%s', (_, before, after) => {
    expect(breakingChanges(documentWith(before), documentWith(after))).toEqual([]);
  });

  it('a document that is the same', async () => {
    const document = await createDocument();
    expect(breakingChanges(document, document)).toEqual([]);
  });
});
