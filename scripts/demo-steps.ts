import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { createApi } from '../client/api.ts';
import { Realtime } from '../client/realtime.ts';
import type { OrderState } from '../lib/orders/orders.schema.ts';
import { localDateAt } from '../lib/reports/reports.calendar.ts';
import { demoAccounts, demoIds } from '../local/demo-data.ts';
import type { RunningStack } from '../local/state.ts';

/** Does one thing a user would do. @returns a few words on what came of it */
type Step = () => Promise<string>;

const WAIT_LIMIT_MILLISECONDS = 15_000;
const POLL_MILLISECONDS = 50;

const mails = z.array(z.object({ subject: z.string(), to: z.array(z.string()), text: z.string().nullish() }));

/** The steps of the demo, in their order, for a customer whose name ends in `suffix`. */
export const createSteps = (stack: RunningStack, suffix: string) => {
  const api = createApi(stack.httpUrl);
  const customer = {
    name: `Eve ${suffix}`,
    email: `eve.${suffix}@strata.example`,
    age: 34,
    password: `demo ${suffix} password`,
  };
  const open: Realtime[] = [];
  const states: OrderState[] = [];
  let token = '';
  let placedId: string | undefined;

  const signIn = async (email: string, password: string) =>
    (await api('POST', '/sessions', { body: { email, password } })).data.accessToken;
  const signInDemo = async (id: string) => {
    const account = demoAccounts.find(candidate => candidate.id === id);
    if (account === undefined) throw new Error('the demo accounts are missing');
    return signIn(account.email, account.password);
  };
  const openFor = async (userToken: string) => {
    const ticket = async () => (await api('POST', '/realtime/tickets', { token: userToken })).data.ticket;
    const connection = await Realtime.connect({ url: stack.websocketUrl, ticket });
    open.push(connection);
    return connection;
  };

  const register: Step = async () => {
    await api('POST', '/users', { body: customer });
    return customer.email;
  };

  const signInCustomer: Step = async () => {
    token = await signIn(customer.email, customer.password);
    return 'access token for 5 minutes';
  };

  const openSocket: Step = async () => {
    const connection = await openFor(token);
    connection.on('order.updated', ({ state }) => states.push(state));
    return stack.websocketUrl;
  };

  const placeOrder: Step = async () => {
    const { data: products } = await api('GET', '/products', { query: { limit: 3 } });
    const items = products.map(({ id }, index) => ({ productId: id, quantity: index + 1 }));
    const { data } = await api('POST', '/orders', { token, body: { items, paymentToken: 'tok_success' } });
    placedId = data.id;
    return `${products.map(({ name }) => name).join(', ')}: ${(data.totalCents / 100).toFixed(2)} ${data.currency}`;
  };

  const watchWorkflow: Step = async () => {
    await until('the order to be shipped', () => states.includes('shipped'));
    return states.join(' -> ');
  };

  const findMail: Step = async () => {
    const { mailUrl } = stack;
    if (mailUrl === undefined) return `went to your own server, ${stack.smtpUrl}`;
    const received = await until('the confirmation mail', async () => {
      const list = mails.parse(await (await fetch(`${mailUrl}/messages?to=${customer.email}`)).json());
      return list.find(
        ({ text }) => placedId !== undefined && text?.includes('payment') === true && text.includes(placedId),
      );
    });
    return `"${received.subject}" at ${mailUrl}`;
  };

  const chat: Step = async () => {
    const roomId = demoIds.room;
    const [mine] = open;
    const theirs = await openFor(await signInDemo(demoIds.neighbour));
    if (mine === undefined) throw new Error('there is no connection');
    const heard: string[] = [];
    for (const connection of [mine, theirs]) {
      connection.on('message.new', ({ message }) => heard.push(message.content));
      await connection.join(roomId);
    }
    const lines = [`Hello, I am ${customer.name}.`, 'Welcome! Your parcel is on its way.'];
    for (const [index, content] of lines.entries()) {
      await (index === 0 ? mine : theirs).send(roomId, content);
      await until(
        `message ${index + 1} to arrive`,
        () => heard.filter(line => line === content).length === open.length,
      );
    }
    return `${lines.length} messages, each heard by both sides`;
  };

  const generateReport: Step = async () => {
    const admin = await signInDemo(demoIds.admin);
    const date = localDateAt(new Date(), 'America/New_York');
    const askedAt = new Date().toISOString();
    await api('POST', '/reports', { token: admin, body: { kind: 'daily', date } });
    const { figures } = await until('the report', async () => {
      const params = { kind: 'daily', date } as const;
      const found = await api.attempt('GET', '/reports/{kind}/{date}', { token: admin, params });
      return found.ok && found.data.generatedAt >= askedAt ? found.data : undefined;
    });
    return `${date}: ${figures.orders.placed} orders, ${figures.users.new} new users, ${figures.messages.sent} messages`;
  };

  const steps: readonly (readonly [title: string, step: Step])[] = [
    ['Register a customer', register],
    ['Sign in', signInCustomer],
    ['Open a WebSocket', openSocket],
    ['Order three products', placeOrder],
    ['See order.updated arrive live', watchWorkflow],
    ['Find the confirmation mail', findMail],
    ['Exchange two chat messages', chat],
    ["Generate today's report", generateReport],
  ];
  const close = (): void => {
    for (const connection of open) connection.close();
  };
  return { steps, close };
};

/** Looks until something is there. @throws Error saying what did not come */
const until = async <Found>(
  what: string,
  look: () => Found | Promise<Found>,
): Promise<NonNullable<Found>> => {
  const giveUpAt = Date.now() + WAIT_LIMIT_MILLISECONDS;
  while (Date.now() < giveUpAt) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    await sleep(POLL_MILLISECONDS);
  }
  throw new Error(`waited ${WAIT_LIMIT_MILLISECONDS / 1000} s for ${what}`);
};
