import { beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ok } from 'neverthrow';
import * as z from 'zod';
import { createContainer } from '../../../../lib/app/container.ts';
import { httpHandler } from '../../../../lib/app/http-handler.ts';
import type { Principal } from '../../../../lib/platform/auth/principal.ts';
import { problem } from '../../../../lib/platform/http/problem.ts';
import { defineRoute } from '../../../../lib/platform/http/route.ts';
import { uuidv7 } from '../../../../lib/platform/ids/uuid.ts';
import { setEnvironment } from '../../../support/environment.ts';
import { callHttp } from '../../../support/http.ts';

const user: Principal = { userId: uuidv7(), sessionId: uuidv7(), role: 'user' };
const admin: Principal = { ...user, userId: uuidv7(), role: 'admin' };
const bearers: Readonly<Record<string, Principal>> = { 'token-of-user': user, 'token-of-admin': admin };
const stands = jest.fn<(caller: Principal) => Promise<boolean>>();
const container = createContainer({
  accessTokenVerifier: () => ({ verify: async (token: string) => bearers[token] }),
  sessionGuard: () => ({ stands }),
});

const userRoute = defineRoute({
  method: 'POST',
  path: '/things',
  summary: 'Test',
  access: 'user',
  body: z.strictObject({ name: z.string() }),
  status: 201,
  data: z.object({ name: z.string() }),
  errors: [],
});
const adminRoute = defineRoute({ ...userRoute, access: 'admin' });
const good = { body: { name: 'mug' } };
const codeOf = ({ body }: { readonly body: unknown }) => problem.parse(body).code;

const forUsers = httpHandler(userRoute, container, async (_dependencies, { caller }) =>
  ok({ name: `${caller.role} ${caller.userId}` }),
);
const forAdmins = httpHandler(adminRoute, container, async () => ok({ name: 'secret of admins' }));

beforeAll(() => {
  setEnvironment({ STAGE: 'local', LOG_LEVEL: 'silent' });
});
beforeEach(() => {
  stands.mockReset().mockResolvedValue(true);
});

describe('a route for those who are signed in', () => {
  it('knows its caller', async () => {
    const answer = await callHttp(forUsers, good, 'Bearer token-of-user');
    expect(answer.body).toEqual({ data: { name: `user ${user.userId}` } });
    expect((await callHttp(forUsers, good, 'bearer token-of-user')).status).toBe(201);
    expect(stands).not.toHaveBeenCalled();
  });

  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Bearer token-of-nobody',
    'token-of-user',
    'Basic token-of-user',
    'Bearer token-of-user, Bearer token-of-admin',
    'Bearer token-of-user\u0000',
  ])('asks to sign in for %j', async authorization => {
    const answer = await callHttp(forUsers, good, authorization);
    expect(answer.status).toBe(401);
    expect(codeOf(answer)).toBe('auth.required');
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  it('says nothing of what is wrong with the request before it knows its caller', async () => {
    const answer = await callHttp(forUsers, { body: 7 });
    expect(answer.status).toBe(401);
  });
});

describe('a route for administrators', () => {
  it('is for administrators whose session stands', async () => {
    expect((await callHttp(forAdmins, good, 'Bearer token-of-admin')).status).toBe(201);
    expect(stands).toHaveBeenCalledWith(admin);
  });

  it('is forbidden to others', async () => {
    const answer = await callHttp(forAdmins, good, 'Bearer token-of-user');
    expect(answer.status).toBe(403);
    expect(codeOf(answer)).toBe('auth.forbidden');
  });

  it('is closed at once to a session that was revoked, whatever its token says', async () => {
    stands.mockResolvedValue(false);
    const answer = await callHttp(forAdmins, good, 'Bearer token-of-admin');
    expect(answer.status).toBe(401);
    expect(codeOf(answer)).toBe('auth.required');
  });

  it('is closed to those who are not signed in', async () => {
    expect((await callHttp(forAdmins, good)).status).toBe(401);
  });
});
