import { describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { demoAccounts, demoIds } from '../../local/demo-data.ts';
import { httpClient, openSocket } from '../support/outside.ts';
import { findTexts, textsIn } from '../support/traces.ts';
import { until } from '../support/until.ts';
import { useStack } from '../support/use-stack.ts';

jest.setTimeout(30_000);

const stack = useStack();
const http = httpClient(() => stack.state.httpUrl);
const orderChange = z.object({ state: z.string() });
const said = z.object({ content: z.string() });
const room = z.object({ lastSeq: z.number() });
const PASSWORD = 'plum-tractor-seven-lake';

/** Every secret that comes up, by what it is called. */
const secrets: Record<string, string> = { 'the password': PASSWORD };

const register = async (name: string) => {
  const email = `${name.toLowerCase()}-${randomUUID()}@strata.example`;
  const { status } = await http('POST /users', { body: { name, email, age: 30, password: PASSWORD } });
  expect(status).toBe(201);
  return email;
};
const signIn = async (email: string, password = PASSWORD) => {
  const { status, body } = await http('POST /sessions', { body: { email, password } });
  expect(status).toBe(201);
  for (const name of ['accessToken', 'refreshToken']) secrets[`${name} of ${email}`] = String(body[name]);
  return String(body['accessToken']);
};
const signInDemo = (id: string) => {
  const { email = '', password = '' } = demoAccounts.find(account => account.id === id) ?? {};
  return signIn(email, password);
};
const connect = (token: string) => openSocket(stack.state.websocketUrl, token);
const subjectsTo = async (address: string) => {
  const response = await fetch(`${stack.state.mailUrl ?? ''}/messages?to=${encodeURIComponent(address)}`);
  return z
    .array(z.object({ subject: z.string() }))
    .parse(await response.json())
    .map(({ subject }) => subject);
};
const placeOrder = (token: string, paymentToken: string, key: string = randomUUID()) => {
  secrets[`payment token of ${key}`] = paymentToken;
  return http('POST /orders', {
    token,
    headers: { 'idempotency-key': key },
    body: { items: [{ productId: demoIds.product, quantity: 2 }], paymentToken },
  });
};
/** The sandbox charges every token but a few. */
const goodCard = () => `tok_${randomUUID()}`;
const stockOf = async () => {
  const { text } = await http('GET /products?limit=100');
  const { data } = z
    .object({ data: z.array(z.object({ id: z.string(), stock: z.number() })) })
    .parse(JSON.parse(text));
  return data.find(({ id }) => id === demoIds.product)?.stock ?? NaN;
};

describe('a customer', () => {
  it('registers, is welcomed by mail, signs in, orders, and sees the order live until it is shipped', async () => {
    const email = await register('Grace');
    const token = await signIn(email);
    const phone = await connect(token);
    const { status, body: order } = await placeOrder(token, goodCard());
    expect(status).toBe(201);
    expect(order).toMatchObject({ state: 'pending', currency: 'USD' });

    await phone.heard('order.updated', ({ state }) => state === 'shipped');
    const states = phone.frames
      .filter(({ event }) => event === 'order.updated')
      .map(({ data }) => orderChange.parse(data).state);
    expect(states).toEqual(['validated', 'paying', 'paid', 'shipped']);
    await phone.heard('notification', ({ type }) => type === 'order.shipped');

    const { body: shipped } = await http(`GET /orders/${String(order['id'])}`, { token });
    expect(shipped).toMatchObject({ id: order['id'], state: 'shipped', totalCents: order['totalCents'] });
    await until(async () => (await subjectsTo(email)).length === 3, 'three mails have come');
    expect((await subjectsTo(email)).sort()).toEqual([
      'Welcome to Strata',
      'Your order is confirmed',
      'Your order is on its way',
    ]);
    await phone.close();
  });

  it('whose card is declined is told, and the stock is there for others', async () => {
    const email = await register('Hedy');
    const token = await signIn(email);
    const phone = await connect(token);
    const before = await stockOf();
    const { body: order } = await placeOrder(token, 'tok_declined');
    expect(await stockOf()).toBe(before - 2);
    await phone.heard('order.updated', ({ state }) => state === 'payment_failed');
    expect(await stockOf()).toBe(before);
    expect((await http(`GET /orders/${String(order['id'])}`, { token })).body).toMatchObject({
      state: 'payment_failed',
    });
    await until(
      async () => (await subjectsTo(email)).includes('Your payment was declined'),
      'the mail has come',
    );
    await phone.close();
  });

  it('who sends an order twice, because the answer got lost, has one order', async () => {
    const token = await signIn(await register('Ida'));
    const [key, card] = [randomUUID(), goodCard()];
    const [first, second] = await Promise.all([placeOrder(token, card, key), placeOrder(token, card, key)]);
    const third = await placeOrder(token, card, key);
    expect([first.status, second.status, third.status]).toEqual([201, 201, 201]);
    expect(new Set([first, second, third].map(({ body }) => body['id'])).size).toBe(1);
  });

  it('sees no order of another, by its id either', async () => {
    const [one, other] = [await signIn(await register('Joan')), await signIn(await register('Kay'))];
    const { body: order } = await placeOrder(one, goodCard());
    const theirs = await http(`GET /orders/${String(order['id'])}`, { token: other });
    const none = await http(`GET /orders/${randomUUID()}`, { token: other });
    expect(theirs.status).toBe(404);
    expect({ ...theirs.body, requestId: '' }).toEqual({ ...none.body, requestId: '' });
  });
});

describe('two people in a room', () => {
  it('talk, each on every device, and miss nothing while away', async () => {
    const [ada, ben] = [await signInDemo(demoIds.customer), await signInDemo(demoIds.neighbour)];
    const [adaPhone, adaLaptop, benPhone] = [await connect(ada), await connect(ada), await connect(ben)];
    const roomId = demoIds.room;
    const joined = [];
    for (const device of [adaPhone, adaLaptop, benPhone])
      joined.push(room.parse((await device.request('room.join', { roomId })).data).lastSeq);
    const [lastSeq = NaN] = joined;

    const sent = await adaPhone.request('message.send', {
      roomId,
      content: 'Hello Ben',
      clientMessageId: randomUUID(),
    });
    expect(sent).toMatchObject({
      event: 'ack',
      data: { message: { content: 'Hello Ben', seq: lastSeq + 1 } },
    });
    for (const device of [adaLaptop, benPhone])
      await device.heard('message.new', ({ message }) => said.parse(message).content === 'Hello Ben');

    await benPhone.close();
    for (const content of ['Are you there?', 'Never mind'])
      await adaLaptop.request('message:send', { roomId, content });
    const benBack = await connect(ben);
    const { data } = await benBack.request('room.join', { roomId, after: lastSeq + 1 });
    expect(data).toMatchObject({
      lastSeq: lastSeq + 3,
      messages: [{ content: 'Are you there?' }, { content: 'Never mind' }],
      more: false,
    });
    expect(adaPhone.frames.filter(({ event }) => event === 'message.new')).toHaveLength(2);
    for (const device of [adaPhone, adaLaptop, benBack]) await device.close();
  });
});

describe('an administrator', () => {
  it('has the report of today generated, and reads it; nobody else may', async () => {
    const token = await signInDemo(demoIds.admin);
    const date = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'America/New_York',
      dateStyle: 'short',
    }).format(new Date());
    const requested = await http('POST /reports', { token, body: { kind: 'daily', date } });
    expect(requested.status).toBe(202);
    await until(
      async () => (await http(`GET /reports/daily/${date}`, { token })).status === 200,
      'the report is there',
    );
    const { body: report } = await http(`GET /reports/daily/${date}`, { token });
    expect(report).toMatchObject({ kind: 'daily', date, final: false });
    const customer = await signInDemo(demoIds.customer);
    expect((await http(`GET /reports/daily/${date}`, { token: customer })).status).toBe(403);
  });
});

describe('after all this', () => {
  it('no secret lies in any table in the clear, and neither secrets nor words are in the log', async () => {
    // A declined card is the same word for everybody.
    const { tok_declined: _known, ...hidden } = Object.fromEntries(
      Object.entries(secrets).map(([name, secret]) => [secret, name]),
    );
    const texts = Object.fromEntries(Object.entries(hidden).map(([secret, name]) => [name, secret]));
    expect(Object.keys(texts).length).toBeGreaterThan(15);
    expect(await findTexts(stack.db, texts)).toEqual([]);
    const output = await stack.output();
    expect(textsIn(output, { ...texts, words: 'Are you there?' })).toEqual([]);
    expect(output).toContain('job.completed');
  });
});
