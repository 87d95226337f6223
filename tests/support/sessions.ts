import * as z from 'zod';
import { signedIn } from '../../lib/sessions/sessions.schema.ts';

/** The body of an answer that signs somebody in. */
export const signedInAnswer = z.object({ data: signedIn });
