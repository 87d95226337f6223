import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { listReports } from '../../../lib/reports/reports.contracts.ts';
import { reportListModule } from '../../../lib/reports/reports.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(databaseModule, identityModule, sessionGuardModule, reportListModule);

/** GET /reports: lists the reports of a kind. */
export const handler = httpHandler(listReports, container, ({ reportLister }, { query }) =>
  reportLister.list(query),
);
