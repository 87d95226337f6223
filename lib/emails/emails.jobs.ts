import * as z from 'zod';
import { defineJob } from '../platform/jobs/job.ts';

const payload = z.strictObject({ emailId: z.guid() });

/** Sends one mail. The address is read when it is sent, so a deleted user gets none and no payload holds it. */
export const emailSend = defineJob({ name: 'email.send', queue: 'email', payload });

/**
 * Sends a mail that somebody waits for. A job of its own, because a queue belongs to a job: whoever reads a row, a log line
 * or an alarm knows from the name how long it may take.
 */
export const emailSendUrgent = defineJob({ name: 'email.send-urgent', queue: 'high-priority', payload });
