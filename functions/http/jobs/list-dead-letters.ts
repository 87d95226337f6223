import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { deadLetterReadingModule } from '../../../lib/jobs/jobs.module.ts';
import { listDeadLetters } from '../../../lib/jobs/queues.contracts.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(
  databaseModule,
  identityModule,
  sessionGuardModule,
  deadLetterReadingModule,
);

/** GET /queues/{queue}/dead-letters: shows the messages that workers could not handle. */
export const handler = httpHandler(listDeadLetters, container, ({ deadLetterReader }, { params, query }) =>
  deadLetterReader.list(params.queue, query.limit),
);
