import type { MemberRole, Visibility } from './rooms.schema.ts';

/** How somebody stands to a room. */
export interface Standing {
  readonly visibility: Visibility;
  /** Undefined for somebody who is no member. */
  readonly role: MemberRole | undefined;
  /** An administrator of Strata, asked of the database just now. */
  readonly admin: boolean;
}

/**
 * Whether they may read, write and listen: anybody in a public room, its members in a private one. Administrators too must
 * become members first, which everybody there can see. The statements that store messages and subscribe say the same in SQL.
 */
export const mayEnter = ({ visibility, role }: Omit<Standing, 'admin'>): boolean =>
  visibility === 'public' || role !== undefined;

/** Whether they may know that the room exists, and who is in it. */
export const maySee = (standing: Standing): boolean => mayEnter(standing) || standing.admin;

const manages = ({ role, admin }: Standing): boolean => role === 'owner' || admin;

/** Whether they may make somebody a member. A public room is open to anybody who wants to be one themselves. */
export const mayAdd = (standing: Standing, oneself: boolean): boolean =>
  manages(standing) || (oneself && standing.visibility === 'public');

/** Whether they may end somebody's membership; their own, always. */
export const mayRemove = (standing: Standing, oneself: boolean): boolean => manages(standing) || oneself;
