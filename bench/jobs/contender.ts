import * as z from 'zod';
import type { PooledDatabase } from '../../lib/platform/db/driver.ts';
import { openDatabase } from '../../lib/platform/db/pg-driver.ts';
import type { Bench } from '../frame/benchmark.ts';
import { startProgram } from '../frame/program.ts';
import { startRedis } from './redis.ts';
import type { Request } from './worker-process.ts';

export interface SetUp {
  readonly name: string;
  /** Exports `open`. */
  readonly system: URL;
  /** The Redis it needs, if any: in memory alone, or with each write on the disk before it is answered. */
  readonly redis?: 'memory' | 'disk';
  /** Whether it needs the local SQS server. */
  readonly usesQueues?: boolean;
}

export const performed = z.object({ seconds: z.number(), wrong: z.string() });
export const pickedUp = z.object({ milliseconds: z.array(z.number()), wrong: z.string() });
export const caused = z.object({ seconds: z.number() });
const cleared = z.object({ left: z.number() });

export interface Started {
  /** A connection of its own to the database of the contender. */
  readonly db: PooledDatabase;
  ask<Answer extends z.ZodType>(request: Request, answer: Answer): Promise<z.output<Answer>>;
  /** @throws Error when a job is left */
  clear(): Promise<void>;
}

/** Starts a system with what it needs, in a process of its own. */
export const startSystem = async (bench: Bench, setUp: SetUp): Promise<Started> => {
  const url = await bench.database();
  const fails = (error: Error): void => {
    throw error;
  };
  const db = openDatabase({ url, poolSize: 1, onIdleError: fails });
  bench.defer(() => db.close());
  await db.query('create table effects (number integer primary key)');
  const redisPort = setUp.redis === undefined ? 0 : await startRedis(bench, setUp.redis === 'disk');
  const queues = setUp.usesQueues === true ? await startQueues(bench) : {};
  const file = new URL('worker-process.ts', import.meta.url);
  const program = await startProgram(bench, file, [setUp.system.href], {
    // Where metrics are not written to standard output.
    STAGE: 'local',
    LOG_LEVEL: 'warn',
    DATABASE_URL: url,
    DATABASE_POOL_SIZE: '16',
    DATABASE_PREPARE: 'true',
    REDIS_PORT: String(redisPort),
    ...queues,
  });
  return {
    db,
    ask: async (request, answer) => answer.parse(await program.ask(request)),
    clear: async () => {
      const { left } = cleared.parse(await program.ask({ do: 'clear' } satisfies Request));
      if (left > 0) throw new Error(`${left} jobs are left`);
    },
  };
};

const variables = z.record(z.string(), z.string());

const startQueues = async (bench: Bench): Promise<Readonly<Record<string, string>>> => {
  const file = new URL('sqs-process.ts', import.meta.url);
  return variables.parse((await startProgram(bench, file, [])).greeting);
};
