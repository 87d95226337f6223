import { expect, it } from '@jest/globals';
import type { Document } from '../../../scripts/openapi/openapi.ts';
import { createChecker, expectDocumented } from '../../support/documented.ts';
import { getHealth } from '../../../lib/health/health.contracts.ts';

const document: Document = {
  openapi: '3.1.0',
  info: {},
  servers: [],
  security: [],
  tags: [],
  paths: {
    '/mugs/{mugId}': {
      get: {
        operationId: 'getMug',
        tags: [],
        summary: '',
        description: '',
        responses: {
          200: {
            description: '',
            headers: { ETag: { $ref: '#/components/headers/ETag' } },
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Mug' } } },
          },
          204: { description: '' },
          404: { $ref: '#/components/responses/mug.not_found' },
        },
      },
    },
  },
  components: {
    schemas: {
      Mug: { type: 'object', properties: { id: { type: 'string', format: 'uuid' } }, required: ['id'] },
    },
    headers: { ETag: { description: '', required: true, schema: { type: 'string' } } },
    responses: {
      'mug.not_found': {
        description: '',
        content: {
          'application/problem+json': { schema: { properties: { code: { enum: ['mug.not_found'] } } } },
        },
      },
    },
    securitySchemes: {},
  },
};
const { answerErrors } = createChecker(document);

const id = '019a8c2e-6f0a-7c3d-9b1e-5d2f4a6b8c0d';
const good = { status: 200, headers: { 'content-type': 'application/json', etag: '"1"' }, body: { id } };
const problem = {
  status: 404,
  headers: { 'content-type': 'application/problem+json' },
  body: { code: 'mug.not_found' },
};

it.each([
  ['a success', good],
  ['a problem', problem],
  ['an answer without a body', { status: 204, headers: {}, body: undefined }],
  [
    'a media type with its encoding',
    { ...good, headers: { ...good.headers, 'content-type': 'application/json; charset=utf-8' } },
  ],
])('%s that is as documented passes', (_, answer) => {
  expect(answerErrors('GET', '/mugs/{mugId}', answer)).toEqual([]);
});

it.each([
  ['an undocumented status', { ...good, status: 201 }, '201 is not documented'],
  ['a missing field', { ...good, body: {} }, "must have required property 'id'"],
  ['a field of another format', { ...good, body: { id: '1' } }, '/id must match format "uuid"'],
  [
    'a missing header',
    { ...good, headers: { 'content-type': 'application/json' } },
    'without the header ETag',
  ],
  ['a missing body', { ...good, body: undefined }, 'has no body'],
  ['an undocumented media type', { ...good, headers: { etag: '', 'content-type': 'text/csv' } }, 'text/csv'],
  ['an undocumented code', { ...problem, body: { code: 'mug.gone' } }, '/code must be equal to one of'],
])('%s is noticed', (_, answer, message) => {
  expect(answerErrors('GET', '/mugs/{mugId}', answer).join()).toContain(message);
});

it('an answer of a real route that is not documented throws', async () => {
  const answer = {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: { data: { status: 'ok' } },
  };
  expectDocumented(getHealth, answer);
  expect(() => {
    expectDocumented(getHealth, { ...answer, body: { data: {} } });
  }).toThrow('GET /health');
});
