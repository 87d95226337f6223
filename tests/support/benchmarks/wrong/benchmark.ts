import { defineBenchmark } from '../../../../bench/frame/benchmark.ts';

/** A benchmark whose second contender is fast, and wrong. */
export const benchmark = defineBenchmark({
  title: 'one contender does nothing',
  method: 'Never to be trusted.',
  metrics: { time: { title: 'ms', better: 'lower' } },
  cases: [
    {
      name: 'fast and wrong',
      baseline: 'honest',
      targets: [],
      async prepare(bench) {
        await bench.database();
        const contender = (name: string, done: number) => ({
          name,
          round: () => Promise.resolve({ time: 1 }),
          check: () => (done === 1 ? Promise.resolve() : Promise.reject(new Error(`${done} of 1 were done`))),
        });
        return [contender('honest', 1), contender('idle', 0)];
      },
    },
  ],
});
