import * as z from 'zod';
import { defineJob } from '../../../lib/platform/jobs/job.ts';

/** What the processes of a fault test work on, and how they tell the test where they are. */

const payload = z.strictObject({ cause: z.guid() });
const shared = { queue: 'high-priority', attempts: 4, backoffSeconds: 1, payload } as const;

/** Its effect is in our database, and `fault.after` follows from it. */
export const inside = defineJob({ name: 'fault.inside', ...shared });
export const after = defineJob({ name: 'fault.after', ...shared });
/** Its effect is elsewhere, with the job's id as its key. */
export const outside = defineJob({ name: 'fault.outside', ...shared });
/** Ends every process that performs it. */
export const poison = defineJob({ name: 'fault.poison', ...shared });

export const faultJobs = [inside, after, outside, poison];

/** Where a process waits until the test lets it go on. */
export type Point =
  /** The cause and its job are committed, and no message is sent. */
  | 'caused'
  /** The next messages are pushed on, and those due now are not sent. */
  | 'taken'
  | 'before the effect'
  /** Inside: in the transaction of the effect. Outside: it has happened, and the answer is under way. */
  | 'during the effect'
  /** The effect and the completion are written and not committed. */
  | 'before the commit'
  | 'after the effect'
  /** Settled, and the messages are not deleted. */
  | 'settled';

/** From a process to the test. */
export type Report =
  | { readonly kind: 'ready' }
  /** The end of what it was asked for. */
  | { readonly kind: 'done' }
  | { readonly kind: 'received' | 'handled' | 'failed'; readonly jobIds: readonly string[] }
  | { readonly kind: 'reached'; readonly point: Point; readonly job: string; readonly jobId: string };

/** From the test to a process. */
export type Order =
  | { readonly kind: 'go'; readonly point: Point; readonly jobId: string }
  | { readonly kind: 'cause'; readonly job: string; readonly count: number }
  | { readonly kind: 'dispatch' };
