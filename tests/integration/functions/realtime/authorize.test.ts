import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import * as z from 'zod';
import { handler as issue } from '../../../../functions/http/realtime/issue-ticket.ts';
import { handler as authorize } from '../../../../functions/realtime/authorize.ts';
import type { Principal } from '../../../../lib/platform/auth/principal.ts';
import { mintSecret } from '../../../../lib/platform/auth/secret.ts';
import { issuedTicket } from '../../../../lib/tickets/tickets.schema.ts';
import { createUser } from '../../../support/builders.ts';
import { setEnvironment } from '../../../support/environment.ts';
import { lambdaContext, useHttp } from '../../../support/http.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();
const { call, token } = useHttp(database);

beforeAll(() => {
  setEnvironment({ CORS_ORIGINS: 'https://strata.example https://admin.strata.example' });
});

const ARN = 'arn:aws:execute-api:us-east-1:000000000000:api/dev/$connect';

/** Asks to connect as API Gateway does. @returns whom the connection would belong to; undefined when it is refused */
const connect = async (headers: Readonly<Record<string, string>>) => {
  const event: Partial<APIGatewayRequestAuthorizerEvent> = {
    type: 'REQUEST',
    methodArn: ARN,
    headers: { Host: 'localhost', ...headers },
    requestContext: { connectionId: randomUUID() } as APIGatewayRequestAuthorizerEvent['requestContext'],
  };
  const answer = await authorize(event as APIGatewayRequestAuthorizerEvent, lambdaContext());
  const [statement] = answer.policyDocument.Statement;
  expect(statement).toMatchObject({ Action: 'execute-api:Invoke', Resource: ARN });
  if (statement?.Effect === 'Allow') return answer.context;
  expect(answer.context).toBeUndefined();
  return undefined;
};
const ticketOf = async (as: Principal) =>
  z.object({ data: issuedTicket }).parse((await call(issue, { as })).body).data.ticket;
const offering = (ticket: string, name = 'Sec-WebSocket-Protocol') => ({
  [name]: `strata.v1, ticket.${ticket}`,
});

describe('a ticket', () => {
  it.each(['Sec-WebSocket-Protocol', 'sec-websocket-protocol', 'SEC-WEBSOCKET-PROTOCOL'])(
    'offered in %s opens a connection of whom it was issued to, once',
    async name => {
      const ada = await createUser(database.db);
      const ticket = await ticketOf(ada);
      expect(await connect(offering(ticket, name))).toEqual(ada);
      expect(await connect(offering(ticket, name))).toBeUndefined();
    },
  );

  it('opens exactly one connection when ten use it at once', async () => {
    const ada = await createUser(database.db);
    for (let round = 0; round < 10; round += 1) {
      const ticket = await ticketOf(ada);
      const answers = await Promise.all(Array.from({ length: 10 }, () => connect(offering(ticket))));
      expect(answers.filter(answer => answer !== undefined)).toEqual([ada]);
    }
  });

  it('that has expired opens none', async () => {
    const ada = await createUser(database.db);
    const ticket = await ticketOf(ada);
    await database.rows('update tickets set expires_at = now() where user_id = $1', [ada.userId]);
    expect(await connect(offering(ticket))).toBeUndefined();
  });

  it.each([
    ['unknown', () => mintSecret()],
    ['empty', () => ''],
    ['too short', () => mintSecret().slice(1)],
    ['too long', () => `${mintSecret()}A`],
    ['of other letters', () => `${mintSecret().slice(1)}*`],
    ['quoted for SQL', () => `' or true --`],
  ])('that is %s opens none', async (_what, make) => {
    expect(await connect(offering(make()))).toBeUndefined();
  });

  it.each([
    ['whose session was revoked', 'update sessions set revoked_at = now() where user_id = $1'],
    ['whose session has expired', 'update sessions set expires_at = now() where user_id = $1'],
    ['whose user was erased', 'delete from users where id = $1'],
    ['whose user has another role now', `update users set role = 'admin' where id = $1`],
  ])('%s opens none', async (_what, change) => {
    const ada = await createUser(database.db);
    const ticket = await ticketOf(ada);
    await database.rows(change, [ada.userId]);
    expect(await connect(offering(ticket))).toBeUndefined();
    expect(await connect({ Authorization: `Bearer ${await token(ada)}` })).toBeUndefined();
  });
});

describe('an access token', () => {
  it.each(['Authorization', 'authorization'])('in %s opens a connection of its bearer', async name => {
    const ada = await createUser(database.db);
    expect(await connect({ [name]: `Bearer ${await token(ada)}` })).toEqual(ada);
  });

  it('that is malformed opens none, also beside a ticket, which is not used up', async () => {
    const ada = await createUser(database.db);
    const ticket = await ticketOf(ada);
    expect(await connect({ Authorization: 'Bearer nonsense', ...offering(ticket) })).toBeUndefined();
    expect(await connect(offering(ticket))).toEqual(ada);
  });
});

describe('without a credential', () => {
  it.each([
    ['nothing', {}],
    ['the protocol alone', { 'Sec-WebSocket-Protocol': 'strata.v1' }],
    ['a ticket in the URL’s place', { 'X-Ticket': mintSecret() }],
  ])('%s opens nothing', async (_what, headers) => {
    expect(await connect(headers)).toBeUndefined();
  });
});

describe('the origin of a page', () => {
  it.each([
    [undefined, true],
    ['https://strata.example', true],
    ['https://admin.strata.example', true],
    ['http://strata.example', false],
    ['https://strata.example.evil.example', false],
    ['https://evil.example', false],
    ['null', false],
    ['', false],
  ])('%j: may it connect? %j', async (origin, allowed) => {
    const ada = await createUser(database.db);
    for (const name of ['Origin', 'origin']) {
      const headers = { ...(origin !== undefined && { [name]: origin }), ...offering(await ticketOf(ada)) };
      expect((await connect(headers)) !== undefined).toBe(allowed);
    }
  });

  it('that may not connect does not use up the ticket', async () => {
    const ada = await createUser(database.db);
    const ticket = await ticketOf(ada);
    expect(await connect({ Origin: 'https://evil.example', ...offering(ticket) })).toBeUndefined();
    expect(await connect(offering(ticket))).toEqual(ada);
  });
});

it('everything is refused while the database cannot be asked', async () => {
  const ada = await createUser(database.db);
  const authorization = `Bearer ${await token(ada)}`;
  await database.rows('alter table sessions rename to sessions_away');
  await expect(connect({ Authorization: authorization })).rejects.toThrow();
  await database.rows('alter table sessions_away rename to sessions');
});
