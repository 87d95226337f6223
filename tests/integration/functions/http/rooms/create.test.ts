import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { handler } from '../../../../../functions/http/rooms/create.ts';
import { room } from '../../../../../lib/rooms/rooms.schema.ts';
import { createUser } from '../../../../support/builders.ts';
import { useHttp } from '../../../../support/http.ts';
import { useDatabase } from '../../../../support/use-database.ts';
import * as z from 'zod';

const database = useDatabase();
const { call } = useHttp(database);

const answer = z.object({ data: room });
const body = { name: 'Parcels', visibility: 'private' };
const roomCount = () => database.value('select count(*) from rooms');

describe('POST /rooms', () => {
  it.each(['public', 'private'])('makes a %s room whose owner is its creator', async visibility => {
    const ada = await createUser(database.db);
    const {
      status,
      headers,
      body: made,
    } = await call(handler, { as: ada, body: { name: ' Parcels ', visibility } });
    const { data } = answer.parse(made);
    expect(status).toBe(201);
    expect(headers['location']).toBe(`/rooms/${data.id}`);
    expect(data).toMatchObject({
      name: 'Parcels',
      visibility,
      lastSeq: 0,
      membership: { role: 'owner', readSeq: 0, unread: 0 },
    });
    expect(await database.value('select role from room_members where room_id = $1', [data.id])).toBe('owner');
  });

  it('makes one room for one Idempotency-Key, however often and at once it is sent', async () => {
    const ada = await createUser(database.db);
    const before = Number(await roomCount());
    const request = { as: ada, body, headers: { 'idempotency-key': randomUUID() } };
    const answers = await Promise.all(Array.from({ length: 5 }, () => call(handler, request)));
    answers.push(await call(handler, request));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(made => JSON.stringify(made.body))).size).toBe(1);
    expect(await roomCount()).toBe(before + 1);
  });

  it('refuses an Idempotency-Key that was used for another room, with 422', async () => {
    const ada = await createUser(database.db);
    const headers = { 'idempotency-key': randomUUID() };
    await call(handler, { as: ada, body, headers });
    const { status, body: problem } = await call(handler, {
      as: ada,
      body: { ...body, name: 'Other' },
      headers,
    });
    expect(status).toBe(422);
    expect(problem).toMatchObject({ code: 'idempotency.key_reused' });
  });

  it.each([
    ['/body/name', { name: undefined }],
    ['/body/name', { name: '  ' }],
    ['/body/name', { name: 'x'.repeat(201) }],
    ['/body/name', { name: 'nul \u0000' }],
    ['/body/name', { name: 'two\nlines' }],
    ['/body/visibility', { visibility: undefined }],
    ['/body/visibility', { visibility: 'secret' }],
    ['/body/createdBy', { createdBy: randomUUID() }],
  ])('refuses %s of %j with 400', async (pointer, fields) => {
    const ada = await createUser(database.db);
    const { status, body: problem } = await call(handler, { as: ada, body: { ...body, ...fields } });
    expect(status).toBe(400);
    expect(problem).toMatchObject({ code: 'request.invalid', errors: [{ pointer }] });
  });

  it('asks who is calling, with 401', async () => {
    expect((await call(handler, { body })).status).toBe(401);
  });

  it('answers 401 to a token that outlives its account', async () => {
    const ada = await createUser(database.db);
    await database.rows('delete from users where id = $1', [ada.userId]);
    expect(await call(handler, { as: ada, body })).toMatchObject({
      status: 401,
      body: { code: 'auth.required' },
    });
  });

  it('takes JSON alone: 415 for anything else', async () => {
    const ada = await createUser(database.db);
    const text = JSON.stringify(body);
    expect((await call(handler, { as: ada, text, headers: { 'content-type': 'text/plain' } })).status).toBe(
      415,
    );
  });
});
