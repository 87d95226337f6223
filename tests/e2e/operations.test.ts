import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { routes } from '../../lib/app/routes.ts';
import { calledRoutes } from '../support/documented-api.ts';
import { AUDIENCE, startIssuer, type TestIssuer } from '../support/issuer.ts';
import { usePeople } from '../support/use-people.ts';
import { useStack } from '../support/use-stack.ts';
import { accountCalls } from './operations/accounts.ts';
import { administrationCalls } from './operations/administration.ts';
import { conversationCalls } from './operations/conversation.ts';
import { shopCalls } from './operations/shop.ts';

/** Every operation of the OpenAPI document, called with the client that is made of it, on the whole stack. */

jest.setTimeout(30_000);

let issuer: TestIssuer;
const stack = useStack(async () => {
  issuer = await startIssuer();
  return { OIDC_ISSUER: issuer.issuer, OIDC_AUDIENCE: AUDIENCE, OIDC_JWKS_URL: issuer.jwksUrl };
});
afterAll(() => issuer.stop());

const people = usePeople(stack);
accountCalls(people, () => issuer);
shopCalls(people);
conversationCalls(people, stack);
administrationCalls(people);

describe('after all this', () => {
  it('no operation was left out', () => {
    expect([...calledRoutes].sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
  });
});
