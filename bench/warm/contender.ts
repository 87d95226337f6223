import * as z from 'zod';
import type { Bench, Contender } from '../frame/benchmark.ts';
import { startProgram, type Program } from '../frame/program.ts';
import { createTokens } from '../frame/tokens.ts';
import { uuidv7 } from '../../lib/platform/ids/uuid.ts';
import type { Call } from './handler-process.ts';

export type Metrics = 'processor' | 'clock';

const CALLS = { open: 20_000, verified: 4_000 } as const;
const QUICK_CALLS = 200;
const MICROSECONDS = 1_000_000;

export interface SetUp {
  readonly name: string;
  /** Exports `createHandler`. */
  readonly module: URL;
  readonly verifies: boolean;
  /** Whether it refuses a body that does not fit. */
  readonly validates: boolean;
}

const times = z.object({ clock: z.number(), processor: z.number() });
const answer = z.object({ statusCode: z.number(), body: z.string().default('') });
const order = z.object({ data: z.object({ totalCents: z.number() }) });
/** 1 + 2 + 3 + 4 + 5 pieces at 500. */
const TOTAL_CENTS = 7_500;

export const startContender = async (
  bench: Bench,
  { name, module, verifies, validates }: SetUp,
): Promise<Contender<Metrics>> => {
  const tokens = await createTokens();
  const file = new URL('./handler-process.ts', import.meta.url);
  const environment = { STAGE: 'prod', LOG_LEVEL: 'silent', JWT_PUBLIC_KEYS: tokens.publicKeys };
  const program = await startProgram(bench, file, [module.href, String(verifies)], environment);
  const authorization = async (): Promise<string | undefined> =>
    verifies ? `Bearer ${(await tokens.issue([uuidv7()])).join('')}` : undefined;
  return {
    name,
    async round() {
      const calls = bench.isQuick ? QUICK_CALLS : CALLS[verifies ? 'verified' : 'open'];
      const { clock, processor } = times.parse(
        await ask(program, { authorization: await authorization(), calls }),
      );
      return {
        processor: (processor / calls) * MICROSECONDS,
        clock: (clock / calls) * MICROSECONDS,
      };
    },
    async check() {
      const placed = answer.parse(await ask(program, { authorization: await authorization() }));
      const { data } = order.parse(JSON.parse(placed.body));
      if (data.totalCents !== TOTAL_CENTS) throw new Error(`answered ${placed.body}`);
      if (validates) await expectStatus(program, { authorization: await authorization(), body: {} }, 400);
      if (verifies) await expectStatus(program, { authorization: 'Bearer a.b.c' }, 401);
    },
  };
};

const ask = (program: Program, call: Call): Promise<unknown> => program.ask(call);

const expectStatus = async (program: Program, call: Call, status: number): Promise<void> => {
  const { statusCode, body } = answer.parse(await ask(program, call));
  if (statusCode !== status) throw new Error(`answered ${statusCode} instead of ${status}: ${body}`);
};
