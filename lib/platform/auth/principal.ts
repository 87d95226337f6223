import * as z from 'zod';

export const roles = ['user', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Who is calling, as their access token says. */
export const principal = z.object({ userId: z.guid(), sessionId: z.guid(), role: z.enum(roles) });
export type Principal = Readonly<z.infer<typeof principal>>;
