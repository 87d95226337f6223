import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { getReport } from '../../../lib/reports/reports.contracts.ts';
import { reportCsv } from '../../../lib/reports/reports.csv.ts';
import { reportsModule } from '../../../lib/reports/reports.module.ts';
import { reportPage } from '../../../lib/reports/reports.page.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(databaseModule, identityModule, sessionGuardModule, reportsModule);

/** GET /reports/{kind}/{date}: shows a report as JSON, CSV or a page. */
export const handler = httpHandler(
  getReport,
  container,
  ({ reportService }, { params }) => reportService.get(params),
  {
    'text/csv': report => reportCsv(report),
    'text/html': async (report, { reportService }) =>
      reportPage({ report, trend: await reportService.trend(report) }),
  },
);
