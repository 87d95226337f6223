import { describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { demoIds } from '../../local/demo-data.ts';
import { openSocket } from '../support/outside.ts';
import { findTexts, textsIn } from '../support/traces.ts';
import { until } from '../support/until.ts';
import { PASSWORD, usePeople, type Person } from '../support/use-people.ts';
import { useStack } from '../support/use-stack.ts';

jest.setTimeout(30_000);

const stack = useStack();
const people = usePeople(stack);
const orderChange = z.object({ state: z.string() });
const said = z.object({ content: z.string() });
const room = z.object({ lastSeq: z.number() });

/** Every secret that comes up, by what it is called. */
const secrets: Record<string, string> = { 'the password': PASSWORD };

const known = (person: Person): Person => {
  secrets[`access token of ${person.email}`] = person.accessToken;
  secrets[`refresh token of ${person.email}`] = person.refreshToken;
  return person;
};
const register = async (name: string) => known(await people.register(name));
const signIn = async (id: string) => known(await people.demo(id));
const connect = ({ accessToken }: Person) => openSocket(stack.state.websocketUrl, accessToken);
const subjectsTo = async (address: string) => (await people.mailsTo(address)).map(({ subject }) => subject);
const placeOrder = async ({ api }: Person, paymentToken: string, idempotencyKey: string = randomUUID()) => {
  secrets[`payment token of ${idempotencyKey}`] = paymentToken;
  const body = { items: [{ productId: demoIds.product, quantity: 2 }], paymentToken };
  return (await api('POST', '/orders', { body, idempotencyKey })).data;
};
const getOrder = async ({ api }: Person, orderId: string) =>
  (await api('GET', '/orders/{orderId}', { params: { orderId } })).data;
/** The sandbox charges every token but a few. */
const goodCard = () => `tok_${randomUUID()}`;
const stockOf = async () => {
  const params = { productId: demoIds.product };
  return (await people.nobody('GET', '/products/{productId}', { params })).data.stock;
};

describe('a customer', () => {
  it('registers, is welcomed by mail, signs in, orders, and sees the order live until it is shipped', async () => {
    const grace = await register('Grace');
    const phone = await connect(grace);
    const order = await placeOrder(grace, goodCard());
    expect(order).toMatchObject({ state: 'pending', currency: 'USD' });

    await phone.heard('order.updated', ({ state }) => state === 'shipped');
    const states = phone.frames
      .filter(({ event }) => event === 'order.updated')
      .map(({ data }) => orderChange.parse(data).state);
    expect(states).toEqual(['validated', 'paying', 'paid', 'shipped']);
    await phone.heard('notification', ({ type }) => type === 'order.shipped');

    const { id, totalCents } = order;
    expect(await getOrder(grace, id)).toMatchObject({ id, state: 'shipped', totalCents });
    await until(async () => (await subjectsTo(grace.email)).length === 3, 'three mails have come');
    expect((await subjectsTo(grace.email)).sort()).toEqual([
      'Welcome to Strata',
      'Your order is confirmed',
      'Your order is on its way',
    ]);
    await phone.close();
  });

  it('whose card is declined is told, and the stock is there for others', async () => {
    const hedy = await register('Hedy');
    const phone = await connect(hedy);
    const before = await stockOf();
    const { id } = await placeOrder(hedy, 'tok_declined');
    expect(await stockOf()).toBe(before - 2);
    await phone.heard('order.updated', ({ state }) => state === 'payment_failed');
    expect(await stockOf()).toBe(before);
    expect((await getOrder(hedy, id)).state).toBe('payment_failed');
    await until(
      async () => (await subjectsTo(hedy.email)).includes('Your payment was declined'),
      'the mail has come',
    );
    await phone.close();
  });

  it('who sends an order twice, because the answer got lost, has one order', async () => {
    const ida = await register('Ida');
    const [key, card] = [randomUUID(), goodCard()];
    const twins = await Promise.all([placeOrder(ida, card, key), placeOrder(ida, card, key)]);
    const third = await placeOrder(ida, card, key);
    expect(new Set([...twins, third].map(({ id }) => id)).size).toBe(1);
    expect((await ida.api('GET', '/orders')).data).toHaveLength(1);
  });

  it('sees no order of another, by its id either', async () => {
    const [joan, kay] = [await register('Joan'), await register('Kay')];
    const { id } = await placeOrder(joan, goodCard());
    const problems = [];
    for (const orderId of [id, randomUUID()]) {
      const answer = await kay.api.attempt('GET', '/orders/{orderId}', { params: { orderId } });
      problems.push(answer.ok ? answer.data : { ...answer.problem, requestId: '' });
    }
    expect(problems[0]).toMatchObject({ code: 'order.not_found', status: 404 });
    expect(problems[0]).toEqual(problems[1]);
  });
});

describe('two people in a room', () => {
  it('talk, each on every device, and miss nothing while away', async () => {
    const [ada, ben] = [await signIn(demoIds.customer), await signIn(demoIds.neighbour)];
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
    const { api: admin } = await signIn(demoIds.admin);
    const date = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'America/New_York',
      dateStyle: 'short',
    }).format(new Date());
    const params = { kind: 'daily' as const, date };
    await admin('POST', '/reports', { body: params });
    const read = () => admin.attempt('GET', '/reports/{kind}/{date}', { params });
    await until(async () => (await read()).ok, 'the report is there');
    expect(await read()).toMatchObject({ data: { kind: 'daily', date, final: false } });
    const { api: customer } = await signIn(demoIds.customer);
    await expect(customer('GET', '/reports/{kind}/{date}', { params })).rejects.toMatchObject({
      status: 403,
    });
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
