import { answerMessages } from '../frame/answer.ts';
import * as z from 'zod';
import { createExpectation } from './expectation.ts';
import type { SystemModule } from './system.ts';

/** A system of jobs in a process of its own, which adds jobs and performs them: `worker-process.ts <module>`. It answers messages. */

const requests = z.discriminatedUnion('do', [
  z.object({ do: z.literal('add'), jobs: z.number() }),
  /** Performs so many jobs that are there. */
  z.object({ do: z.literal('perform'), jobs: z.number() }),
  /** Adds a job each few milliseconds, while somebody waits for them. */
  z.object({ do: z.literal('pick up'), jobs: z.number(), everyMilliseconds: z.number() }),
  /** Causes jobs by transactions of several clients. */
  z.object({ do: z.literal('cause'), jobs: z.number(), clients: z.number() }),
  z.object({ do: z.literal('clear') }),
]);
export type Request = z.infer<typeof requests>;

const [module = ''] = process.argv.slice(2);
const { open } = (await import(module)) as SystemModule;
const system = await open({
  database: process.env['DATABASE_URL'] ?? '',
  redisPort: Number(process.env['REDIS_PORT']),
});
const numbersTo = (count: number): readonly number[] => Array.from({ length: count }, (_, number) => number);

/** Takes the time from the first job to the last, so that the start of the worker does not count. */
const performAll = async (jobs: number) => {
  const expected = createExpectation(jobs);
  const stop = await system.work(expected.perform);
  await expected.all;
  const times = expected.times();
  await stop();
  const first = times.reduce((earliest, time) => Math.min(earliest, time), Infinity);
  const last = times.reduce((latest, time) => Math.max(latest, time), 0);
  return { seconds: (last - first) / 1000, wrong: expected.wrong() };
};

/** How long after the call that adds it each job has begun. */
const pickUp = async (jobs: number, everyMilliseconds: number) => {
  const expected = createExpectation(jobs);
  const stop = await system.work(expected.perform);
  const added: number[] = [];
  const adding: Promise<void>[] = [];
  await new Promise<void>(resolve => {
    const timer = setInterval(() => {
      adding.push(system.add(added.length));
      added.push(performance.now());
      if (added.length < jobs) return;
      clearInterval(timer);
      resolve();
    }, everyMilliseconds);
  });
  await Promise.all(adding);
  await expected.all;
  await stop();
  const milliseconds = expected.times().map((begun, number) => begun - (added[number] ?? 0));
  return { milliseconds, wrong: expected.wrong() };
};

const cause = async (jobs: number, clients: number) => {
  const waiting = [...numbersTo(jobs)];
  const client = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await system.cause(next);
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  return { seconds: (performance.now() - startedAt) / 1000 };
};

const answer = async (request: Request): Promise<object> => {
  switch (request.do) {
    case 'add':
      await system.addAll(numbersTo(request.jobs));
      return {};
    case 'perform':
      return performAll(request.jobs);
    case 'pick up':
      return pickUp(request.jobs, request.everyMilliseconds);
    case 'cause':
      return cause(request.jobs, request.clients);
    case 'clear': {
      const left = await system.left();
      await system.clear();
      return { left };
    }
  }
};

answerMessages('ready', message => answer(requests.parse(message)));
