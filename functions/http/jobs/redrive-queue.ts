import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule, queueModule } from '../../../lib/app/platform.modules.ts';
import { redrivingModule } from '../../../lib/jobs/jobs.module.ts';
import { redriveQueue } from '../../../lib/jobs/queues.contracts.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(
  databaseModule,
  identityModule,
  sessionGuardModule,
  queueModule,
  redrivingModule,
);

/** POST /queues/{queue}/redrive: wakes the jobs that dead letters name, and removes those. */
export const handler = httpHandler(redriveQueue, container, ({ redriver }, { caller, params, body }) =>
  redriver.redrive(caller.userId, params.queue, body),
);
