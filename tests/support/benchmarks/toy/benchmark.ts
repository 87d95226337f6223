import pg from 'pg';
import { defineBenchmark, type Bench, type Contender } from '../../../../bench/frame/benchmark.ts';

const NUMBERS = 200;

/** Something small in which everything of the frame happens: a database, two contenders, sizes and none. */
const client = async (bench: Bench): Promise<pg.Client> => {
  const opened = new pg.Client({ connectionString: await bench.database() });
  await opened.connect();
  bench.defer(() => opened.end());
  return opened;
};

const sum = (
  name: string,
  size: number | undefined,
  run: () => Promise<number>,
): Contender<'sum' | 'rate'> => {
  const numbers = size ?? NUMBERS;
  let found = 0;
  return {
    name,
    ...(size !== undefined && { size }),
    async round() {
      const startedAt = performance.now();
      found = await run();
      const milliseconds = performance.now() - startedAt;
      return { sum: milliseconds, rate: (numbers / milliseconds) * 1000 };
    },
    check: () =>
      found === (numbers * (numbers + 1)) / 2
        ? Promise.resolve()
        : Promise.reject(new Error(`the sum is ${found}`)),
  };
};

const oneByOne = async (db: pg.Client, numbers: number): Promise<number> => {
  let total = 0;
  for (let number = 1; number <= numbers; number += 1) {
    const { rows } = await db.query<{ number: number }>('/* toy.one */ select $1::int as number', [number]);
    total += rows[0]?.number ?? 0;
  }
  return total;
};

const atOnce = async (db: pg.Client, numbers: number): Promise<number> => {
  const { rows } = await db.query<{ total: number }>(
    '/* toy.all */ select sum(number)::int as total from generate_series(1, $1::int) as number',
    [numbers],
  );
  return rows[0]?.total ?? 0;
};

export const benchmark = defineBenchmark({
  title: 'adding numbers up in the database',
  method: 'Adds up the first numbers, by a statement for each and by one for all.',
  metrics: {
    sum: { title: 'ms', better: 'lower', digits: 2 },
    rate: { title: 'numbers/s', better: 'higher' },
  },
  rounds: 3,
  cases: [
    {
      name: 'contenders',
      baseline: 'one by one',
      targets: [{ metric: 'rate', contender: 'at once', of: 'ratio', atLeast: 2 }],
      async prepare(bench) {
        const db = await client(bench);
        return [
          sum('one by one', undefined, () => oneByOne(db, NUMBERS)),
          sum('at once', undefined, () => atOnce(db, NUMBERS)),
        ];
      },
    },
    {
      name: 'growth',
      baseline: 'at once',
      sizes: 'numbers',
      targets: [{ metric: 'sum', contender: 'at once', of: 'value', atMost: 5000 }],
      async prepare(bench) {
        const db = await client(bench);
        return [10, 100, 1000].map(size => sum('at once', size, () => atOnce(db, size)));
      },
    },
  ],
});
