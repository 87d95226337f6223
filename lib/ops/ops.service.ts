import { err, ok, type Result } from 'neverthrow';
import type { Principal } from '../platform/auth/principal.ts';
import type { SessionGuard } from '../platform/auth/session-guard.ts';
import type { Database } from '../platform/db/database.ts';
import type { Peer } from '../platform/realtime/peer.ts';
import { opsForbidden, type OpsForbidden } from './ops.errors.ts';
import { OPS_ROOM } from './ops.schema.ts';

export interface OpsServiceDeps {
  readonly db: Database;
  readonly sessionGuard: SessionGuard;
}

/** Watching the work, for administrators. */
export const createOpsService = ({ db, sessionGuard }: OpsServiceDeps) => ({
  /** The database is asked for session and role: a connection outlives what its token said by up to two hours. */
  async join(caller: Principal, peer: Peer): Promise<Result<Record<string, never>, OpsForbidden>> {
    if (caller.role !== 'admin' || !(await sessionGuard.stands(caller))) return err(opsForbidden);
    await peer.subscribe(db, OPS_ROOM);
    return ok({});
  },

  async leave(peer: Peer): Promise<Result<Record<string, never>, never>> {
    await peer.unsubscribe(db, OPS_ROOM);
    return ok({});
  },
});

export type OpsService = ReturnType<typeof createOpsService>;
