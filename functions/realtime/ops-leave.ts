import { createContainer } from '../../lib/app/container.ts';
import { connectionsModule, databaseModule } from '../../lib/app/platform.modules.ts';
import { socketHandler } from '../../lib/app/socket-handler.ts';
import { leaveOpsRoute } from '../../lib/app/socket-routes.ts';
import { opsModule } from '../../lib/ops/ops.module.ts';
import { sessionGuardModule } from '../../lib/sessions/sessions.module.ts';

const container = createContainer(databaseModule, connectionsModule, sessionGuardModule, opsModule);

/** ops.leave: ends what an administrator hears of jobs. */
export const handler = socketHandler(container, [leaveOpsRoute]);
