import * as z from 'zod';

export const parts = ['database', 'migrations', 'queues'] as const;
export type Part = (typeof parts)[number];

const check = z.object({
  ok: z.boolean(),
  milliseconds: z.int().describe('How long the answer took'),
});

export const checks = z.object({
  database: check,
  migrations: z.object({
    ok: z.boolean(),
    pending: z
      .int()
      .nullable()
      .describe('Migrations of this build that the database does not have; null when it could not be asked'),
  }),
  queues: check,
});
export type Checks = Readonly<z.infer<typeof checks>>;

export const readiness = z.object({ status: z.literal('ready'), checks });
export type Readiness = Readonly<z.infer<typeof readiness>>;
