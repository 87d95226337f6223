import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { queuePausingModule } from '../../../lib/jobs/jobs.module.ts';
import { pauseQueue } from '../../../lib/jobs/queues.contracts.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(databaseModule, identityModule, sessionGuardModule, queuePausingModule);

/** POST /queues/{queue}/pause: has no further job of a queue begun. */
export const handler = httpHandler(pauseQueue, container, ({ queuePauser }, { caller, params }) =>
  queuePauser.pause(caller.userId, params.queue),
);
