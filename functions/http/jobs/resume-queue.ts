import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import {
  databaseModule,
  dispatcherModule,
  identityModule,
  queueModule,
} from '../../../lib/app/platform.modules.ts';
import { queueResumingModule } from '../../../lib/jobs/jobs.module.ts';
import { resumeQueue } from '../../../lib/jobs/queues.contracts.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const platform = [databaseModule, identityModule, queueModule, dispatcherModule] as const;
const container = createContainer(...platform, sessionGuardModule, queueResumingModule);

/** POST /queues/{queue}/resume: lets a paused queue go on. */
export const handler = httpHandler(resumeQueue, container, ({ queueResumer }, { caller, params }) =>
  queueResumer.resume(caller.userId, params.queue),
);
