import { beforeEach, describe, expect, it } from '@jest/globals';
import { ok } from 'neverthrow';
import * as z from 'zod';
import { createContainer } from '../../../../lib/app/container.ts';
import { httpHandler } from '../../../../lib/app/http-handler.ts';
import { noInput, scheduleHandler } from '../../../../lib/app/schedule-handler.ts';
import { defineRoute } from '../../../../lib/platform/http/route.ts';
import { setEnvironment } from '../../../support/environment.ts';
import { callHttp, lambdaContext } from '../../../support/http.ts';
import { capturePrinted } from '../../../support/printed.ts';

const container = createContainer({
  db: () => ({
    query: () => Promise.reject(new Error('asked')),
    connect: () => Promise.reject(new Error('asked')),
  }),
});
const route = defineRoute({
  method: 'GET',
  path: '/things',
  access: 'public',
  summary: 'Test',
  status: 200,
  data: z.object({}),
  errors: [],
});
const request = httpHandler(route, container, () => Promise.resolve(ok({})));
const schedule = scheduleHandler(noInput, container, () => Promise.resolve());

const printed = capturePrinted();

// The configuration is kept once it has been read, so none of these is ever right.
describe.each([
  ['OTEL_TRACES_SAMPLER_ARG', '5'],
  ['LOG_LEVEL', 'loud'],
])('an invocation where %s is %s', (name, value) => {
  const failure = {
    level: 'error',
    requestId: expect.any(String),
    error: expect.objectContaining({ message: expect.stringContaining(name) }),
  };

  beforeEach(() => {
    setEnvironment({ STAGE: 'local', LOG_LEVEL: 'silent', OTEL_TRACES_SAMPLER_ARG: '', [name]: value });
  });

  it('of a route is answered with a problem document, and logged with what is wrong', async () => {
    expect(await callHttp(request, {})).toMatchObject({ status: 500, body: { code: 'server.error' } });
    expect(printed.lines()).toMatchObject([
      { ...failure, event: 'request.failed' },
      { event: 'invocation.ended', status: 500 },
    ]);
  });

  it('of a schedule fails with what is wrong', async () => {
    await expect(schedule({}, lambdaContext())).rejects.toThrow(name);
    expect(printed.lines()).toMatchObject([
      { ...failure, event: 'invocation.failed' },
      { event: 'invocation.ended' },
    ]);
  });
});
