import * as z from 'zod';

/** The room in which administrators watch the work. It is no room of the `rooms` table: nobody can join or read it as one. */
export const OPS_ROOM = '00000000-0000-4000-8000-0000000a0b50';

export const change = z.object({
  job: z.string().describe('The kind of job, such as email.send'),
  event: z.string().describe('What happened: job.completed, job.failed, job.retrying, job.stalled ...'),
  count: z.int(),
});
export type Change = Readonly<z.infer<typeof change>>;
