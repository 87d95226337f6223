import type { Database, Executor, Row } from '../../lib/platform/db/database.ts';
import { figuresRepository } from '../../lib/reports/figures.repository.ts';
import { createReportComputer } from '../../lib/reports/reports.computing.service.ts';
import { reportRepository } from '../../lib/reports/reports.repository.ts';
import type { Figures } from '../../lib/reports/reports.schema.ts';
import { defineBenchmark, type Bench, type Contender } from '../frame/benchmark.ts';
import { openProcessorClock, tellsProcessorTime } from './server-processor.ts';
import { DATE, openShop, ZONE } from './shop.ts';

const SIZES = [10_000, 100_000, 1_000_000];
const QUICK_SIZES = [1_000, 2_000];
/** However many orders there are: one of each statement of the figures, and one of the report before. */
const MOST_ROWS = 6;

type Metrics = 'seconds' | 'processor';

/** Counts what comes back from the database. */
const counting = (db: Database): { readonly db: Database; rows: number } => {
  const counted = { db, rows: 0 };
  const count =
    (executor: Executor) =>
    async (text: string, values?: readonly unknown[]): Promise<readonly Row[]> => {
      const rows = await executor.query(text, values);
      counted.rows += rows.length;
      return rows;
    };
  counted.db = {
    query: count(db),
    async connect() {
      const connection = await db.connect();
      return { query: count(connection), release: error => connection.release(error) };
    },
  };
  return counted;
};

const dailyReport = async (bench: Bench, size: number): Promise<Contender<Metrics>> => {
  const shop = await openShop(bench, size);
  const counted = counting(shop);
  const computer = createReportComputer({
    db: counted.db,
    reports: reportRepository,
    reportFigures: figuresRepository,
  });
  let figures: Figures | undefined;
  return {
    name: 'daily report',
    size,
    async round() {
      // A connection that was idle for long is replaced, and its process with it.
      const processorClock = tellsProcessorTime
        ? await openProcessorClock(shop)
        : () => performance.now() / 1000;
      counted.rows = 0;
      const [startedAt, processorAt] = [performance.now(), processorClock()];
      ({ figures } = await computer.compute({ kind: 'daily', date: DATE }, ZONE, () => Promise.resolve()));
      // Linux counts in hundredths: less is not to be told from nothing.
      const processor = Math.max(processorClock() - processorAt, 0.01);
      return { seconds: (performance.now() - startedAt) / 1000, processor };
    },
    async check() {
      await Promise.resolve();
      check(figures, size, counted.rows);
    },
  };
};

/** What follows from the rule by which the day was made. */
const check = (figures: Figures | undefined, size: number, rows: number): void => {
  const found = {
    placed: figures?.orders.placed,
    shipped: figures?.orders.byState.shipped,
    payments: figures?.revenue.reduce((sum, { payments }) => sum + payments, 0),
    completed: figures?.jobs.completed,
    mails: figures?.mails.sent,
    messages: figures?.messages.sent,
    newUsers: figures?.users.new,
  };
  const expected = {
    placed: size,
    shipped: size * 0.86,
    payments: size * 0.92,
    completed: size * 5 - size / 200,
    mails: size - size / 500,
    messages: size / 2,
    newUsers: size / 50,
  };
  if (JSON.stringify(found) !== JSON.stringify(expected))
    throw new Error(`found ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
  if (rows > MOST_ROWS) throw new Error(`${rows} rows were loaded into the function`);
};

export const benchmark = defineBenchmark<Metrics>({
  title: 'the daily report of a day with 10,000 to 1,000,000 orders',
  method:
    'The service computes the report of one day on its own statements. Each order has 1 to 4 items, 1 to 7 events, 5 jobs and a mail; two orders have a message ' +
    'and a sign-in, fifty a new user. The day before has a fifth of that and its report is stored, as in operation. Tables are vacuumed and analysed. ' +
    'Processor time is that of the server with its parallel workers, on Linux. The check compares the figures with those that follow from the rule by which the day ' +
    'was made, and counts the rows that came back: six, whatever the size.',
  metrics: {
    seconds: { title: 's', better: 'lower', digits: 3 },
    processor: { title: 'processor s', better: 'lower', digits: 2 },
  },
  rounds: 5,
  cases: [
    {
      name: 'daily report',
      baseline: 'daily report',
      sizes: 'orders of the day',
      targets: [{ metric: 'seconds', contender: 'daily report', size: 1_000_000, of: 'value', atMost: 5 }],
      async prepare(bench) {
        const contenders: Contender<Metrics>[] = [];
        for (const size of bench.isQuick ? QUICK_SIZES : SIZES)
          contenders.push(await dailyReport(bench, size));
        return contenders;
      },
    },
  ],
});
