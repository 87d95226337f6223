import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { queueReadingModule } from '../../../lib/jobs/jobs.module.ts';
import { listQueues } from '../../../lib/jobs/queues.contracts.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(databaseModule, identityModule, sessionGuardModule, queueReadingModule);

/** GET /queues: shows how the queues are doing. */
export const handler = httpHandler(listQueues, container, ({ queueReader }) => queueReader.overview());
