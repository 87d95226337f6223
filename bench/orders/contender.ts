import * as z from 'zod';
import type { Bench, Contender } from '../frame/benchmark.ts';
import { startProgram } from '../frame/program.ts';
import { quantile } from '../frame/statistics.ts';
import { createTokens } from '../frame/tokens.ts';
import { createCustomers, type Answer, type OrderLine } from './customers.ts';
import { startQueue, type Queue } from './queue.ts';
import { openShop, SCARCE, type Shop } from './shop.ts';

export type Metrics = 'orders' | 'slow';

const LINES = 5;
const ROUND_MILLISECONDS = 2_000;
const QUICK_MILLISECONDS = 200;
/** A rush wants several times what is there. */
const RUSH_EACH = 4;

export interface SetUp {
  readonly name: string;
  /** Exports `start`, which gives the port of its server. */
  readonly server: URL;
  /** Whether all orders take the same product among others. */
  readonly isHot: boolean;
  readonly delayMilliseconds: number;
  /** How many place orders at once. Each has a connection to the database. */
  readonly clients: number;
  /** Whether each order sends a message to the queue. */
  readonly sendsMessages: boolean;
}

/** A server in a process of its own, over a shop of its own. */
export const startContender = async (bench: Bench, setUp: SetUp): Promise<Contender<Metrics>> => {
  const shop = await openShop(bench, setUp.clients);
  const [tokens, queue] = [await createTokens(), await startQueue(bench)];
  const port = await startServer(bench, 'server-process.ts', [setUp.server.href], {
    STAGE: 'prod',
    LOG_LEVEL: 'silent',
    DATABASE_URL: await throughDelay(bench, shop.url, setUp.delayMilliseconds),
    DATABASE_POOL_SIZE: String(setUp.clients),
    DATABASE_PREPARE: 'true',
    JWT_PUBLIC_KEYS: tokens.publicKeys,
    ...queue.environment,
  });
  const customers = createCustomers(port, () => tokens.issue(shop.users));
  bench.defer(() => {
    customers.close();
  });
  let answers: readonly Answer[] = [];
  return {
    name: setUp.name,
    async round() {
      const startedAt = performance.now();
      const lines = () => pickLines(shop.products, setUp.isHot);
      answers = await customers.shop(bench.isQuick ? QUICK_MILLISECONDS : ROUND_MILLISECONDS, lines);
      const seconds = (performance.now() - startedAt) / 1000;
      const slow = quantile(
        answers.map(({ milliseconds }) => milliseconds),
        0.99,
      );
      return { orders: answers.length / seconds, slow };
    },
    async check() {
      await checkOrders(shop, answers, LINES);
      const rush = await customers.rush(RUSH_EACH, () => [{ productId: shop.scarce, quantity: 1 }]);
      await checkRush(shop, rush);
      if (setUp.sendsMessages) checkMessages(queue, answers.length + SCARCE);
      await shop.reset();
    },
  };
};

/** @returns the port that a program of this folder listens on */
const startServer = async (
  bench: Bench,
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<number> => {
  const { greeting } = await startProgram(bench, new URL(program, import.meta.url), args, environment);
  return Number(greeting);
};

const throughDelay = async (bench: Bench, url: string, milliseconds: number): Promise<string> => {
  if (milliseconds === 0) return url;
  const delayed = new URL(url);
  const { hostname, port } = delayed;
  delayed.port = String(await startServer(bench, 'delay-process.ts', [hostname, port, String(milliseconds)]));
  return delayed.href;
};

/** Lines of different products, in no order. A hot product is the one in the middle, so that it is neither the first nor the last. */
const pickLines = (products: readonly string[], isHot: boolean): readonly OrderLine[] => {
  const hot = products[Math.floor(products.length / 2)];
  const picked = new Set<string>();
  while (picked.size < (isHot ? LINES - 1 : LINES)) {
    const product = products[Math.floor(Math.random() * products.length)];
    if (product !== undefined && !(isHot && product === hot)) picked.add(product);
  }
  const ids = [...picked];
  if (isHot && hot !== undefined) ids.splice(Math.floor(Math.random() * LINES), 0, hot);
  return ids.map(productId => ({ productId, quantity: 1 }));
};

const placed = z.object({ id: z.guid() });
const created = z.union([
  z.object({ data: placed }).transform(({ data }) => data.id),
  placed.transform(({ id }) => id),
]);

const checkOrders = async (shop: Shop, answers: readonly Answer[], lines: number): Promise<void> => {
  const refused = answers.find(({ status }) => status !== 201);
  if (refused !== undefined) throw new Error(`an order was answered ${refused.status}: ${refused.body}`);
  const complete = await shop.completeOrders(lines);
  const accepted = answers.map(({ body }) => created.parse(JSON.parse(body)));
  const missing = accepted.filter(id => !complete.has(id));
  if (missing.length > 0) throw new Error(`${missing.length} orders were accepted and are not there`);
  if (complete.size !== accepted.length)
    throw new Error(`${complete.size} orders are there, ${accepted.length} were accepted`);
};

/** All that was there is sold, the rest refused, and nobody saw an error of the server. */
const checkRush = async (shop: Shop, answers: readonly Answer[]): Promise<void> => {
  const count = (wanted: number): number => answers.filter(({ status }) => status === wanted).length;
  if (count(201) !== SCARCE || count(409) !== answers.length - SCARCE)
    throw new Error(
      `of a product with ${SCARCE} left, ${count(201)} were sold and ${count(409)} orders refused`,
    );
  if ((await shop.completeOrders(1)).size !== SCARCE) throw new Error('an order of a rush is not there');
};

const checkMessages = (queue: Queue, orders: number): void => {
  const taken = queue.taken();
  if (taken !== orders) throw new Error(`${orders} orders were placed, and ${taken} messages sent`);
};
