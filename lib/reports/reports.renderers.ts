import { reportCsv } from './reports.csv.ts';
import { reportPage } from './reports.page.ts';
import type { Report } from './reports.schema.ts';
import type { ReportService } from './reports.service.ts';

/** A report in the forms that people read; brings the chart library. */
export const createReportRenderers = ({ reportService }: { readonly reportService: ReportService }) => ({
  csv: (report: Report): string => reportCsv(report),
  page: async (report: Report): Promise<string> =>
    reportPage({ report, trend: await reportService.trend(report) }),
});
