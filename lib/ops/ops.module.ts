import { createOpsService } from './ops.service.ts';

/** For functions by which administrators watch the work; they also need the session guard. */
export const opsModule = { opsService: createOpsService };
