import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { handler } from '../../../../../functions/http/realtime/issue-ticket.ts';
import { hashSecret } from '../../../../../lib/platform/auth/secret.ts';
import { issuedTicket } from '../../../../../lib/tickets/tickets.schema.ts';
import { createUser } from '../../../../support/builders.ts';
import { useHttp } from '../../../../support/http.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);

const answer = z.object({ data: issuedTicket });

describe('POST /realtime/tickets', () => {
  it('issues a ticket that fits into a subprotocol and is good for 30 s', async () => {
    const ada = await createUser(database.db);
    const before = await database.value('select now()');
    const { status, body } = await call(handler, { as: ada });
    expect(status).toBe(201);
    const { ticket, expiresInSeconds } = answer.parse(body).data;
    // A token of RFC 9110, section 5.6.2, which RFC 6455 wants.
    expect(`ticket.${ticket}`).toMatch(/^[\w!#$%&'*+.^`|~-]+$/);
    expect(expiresInSeconds).toBe(30);
    const [row] = await database.rows(
      `select user_id as "userId", session_id as "sessionId", role,
              expires_at - interval '30 seconds' between $2 and now() as "isGoodFor30Seconds"
       from tickets where hash = $1`,
      [hashSecret(ticket), before],
    );
    expect(row).toEqual({ ...ada, isGoodFor30Seconds: true });
  });

  it('keeps nothing in the clear', async () => {
    const ada = await createUser(database.db);
    const { ticket } = answer.parse((await call(handler, { as: ada })).body).data;
    const kept = await database.rows('select to_jsonb(tickets)::text as row from tickets');
    expect(JSON.stringify(kept)).not.toContain(ticket);
  });

  it('makes a new one each time, whatever Idempotency-Key is sent: its answer is not kept', async () => {
    const ada = await createUser(database.db);
    const request = { as: ada, headers: { 'idempotency-key': 'again' } };
    const tickets = [await call(handler, request), await call(handler, request)].map(
      ({ body }) => answer.parse(body).data.ticket,
    );
    expect(new Set(tickets).size).toBe(2);
    expect(await database.value('select count(*) from idempotency_keys')).toBe(0);
  });

  it('clears away what has expired, so that the table does not grow', async () => {
    const ada = await createUser(database.db);
    await database.rows(
      `insert into tickets (hash, user_id, session_id, role, expires_at)
       select n::text, $1, $2, 'user', now() - interval '1 second' from generate_series(1, 25) as n`,
      [ada.userId, ada.sessionId],
    );
    const left = () => database.value('select count(*) from tickets where expires_at < now()');
    for (const expected of [15, 5, 0]) {
      await call(handler, { as: ada });
      expect(await left()).toBe(expected);
    }
  });

  it('issues 30 a minute to one user, then answers 429', async () => {
    const [ada, ben] = [await createUser(database.db), await createUser(database.db)];
    for (let number = 0; number < 30; number += 1)
      expect((await call(handler, { as: ada })).status).toBe(201);
    expect(await call(handler, { as: ada })).toMatchObject({
      status: 429,
      headers: { 'retry-after': expect.stringMatching(/^\d+$/) },
      body: { code: 'request.rate_limited' },
    });
    expect((await call(handler, { as: ben })).status).toBe(201);
  });

  it('asks who is calling, with 401', async () => {
    expect((await call(handler)).status).toBe(401);
  });
});
