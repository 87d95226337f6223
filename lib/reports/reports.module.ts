import { reportRepository } from './reports.repository.ts';
import { createReportReader, createReportScheduler } from './reports.service.ts';

/** For functions that ask for reports; they also need the queue module. */
export const reportSchedulingModule = { reportScheduler: createReportScheduler };

export const reportsModule = { reports: () => reportRepository, reportReader: createReportReader };
