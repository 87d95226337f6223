import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { deleteReport } from '../../../lib/reports/reports.contracts.ts';
import { reportsModule } from '../../../lib/reports/reports.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(databaseModule, identityModule, sessionGuardModule, reportsModule);

/** DELETE /reports/{kind}/{date}: deletes a report. */
export const handler = httpHandler(deleteReport, container, ({ reportService }, { params }) =>
  reportService.remove(params),
);
