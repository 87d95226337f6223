import { defineBenchmark, type Case } from '../frame/benchmark.ts';
import { startContender, type Metrics } from './contender.ts';

const RAW = 'raw handler';
const MIDDY = 'middy, six middlewares';
const STRATA = 'strata';

const contenders = [
  { name: RAW, module: new URL('./raw.ts', import.meta.url), validates: false },
  {
    name: 'raw handler, parses both bodies',
    module: new URL('./parsing.ts', import.meta.url),
    validates: true,
  },
  { name: MIDDY, module: new URL('./rivals/middy.ts', import.meta.url), isRival: true, validates: true },
  {
    name: 'express, serverless-http',
    module: new URL('./rivals/express.ts', import.meta.url),
    isRival: true,
    validates: true,
  },
  { name: STRATA, module: new URL('./strata.ts', import.meta.url), validates: true },
] as const;

const caseOf = (name: string, verifies: boolean): Case<Metrics> => ({
  name,
  baseline: RAW,
  targets: [
    { metric: 'processor', contender: STRATA, of: 'difference', atMost: 15 },
    { metric: 'processor', contender: STRATA, of: 'ratio', against: MIDDY, atMost: 0.7 },
  ],
  async prepare(bench) {
    const started = [];
    for (const one of contenders) {
      if ('isRival' in one) await bench.rival(one.module);
      started.push(await startContender(bench, { ...one, verifies }));
    }
    return started;
  },
});

export const benchmark = defineBenchmark({
  title: 'What a wrapper adds to a warm function, without any I/O',
  method:
    'Each contender is a function in a process of its own that is called 20,000 times a round with an order of five lines, one call ' +
    'after the other (4,000 times where it verifies an ES256 token). All but the first raw handler validate the body by one zod schema ' +
    'and answer errors; Strata also parses what it answers, keeps a deadline, and makes a log that is set to write ' +
    'nothing. Time of the processor counts all threads, so garbage collection and cryptography too. After every round a right ' +
    'request, a wrong body and a wrong token must be answered as they should.',
  metrics: {
    processor: { title: 'µs of processor', better: 'lower', digits: 1 },
    clock: { title: 'µs', better: 'lower', digits: 1 },
  },
  cases: [caseOf('open to everybody', false), caseOf('token verified', true)],
});
