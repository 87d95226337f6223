import { figuresRepository } from './figures.repository.ts';
import { createReportLinks } from './report-links.service.ts';
import { createReportComputer } from './reports.computing.service.ts';
import { reportListRepository } from './reports.lists.repository.ts';
import { reportRepository } from './reports.repository.ts';
import { createReportScheduler } from './reports.scheduler.ts';
import { createReportLister, createReportService } from './reports.service.ts';

const reports = () => reportRepository;

/** For functions that ask for reports; they also need the queue module. */
export const reportSchedulingModule = { reports, reportScheduler: createReportScheduler };

/** For the function that lists reports. */
export const reportListModule = { reportLists: () => reportListRepository, reportLister: createReportLister };

/** For functions that show or delete one. */
export const reportsModule = { reports, reportService: createReportService };

/** For the function that opens reports by their mailed links; it also needs the `reportsModule`. */
export const reportLinksModule = { reportLinks: createReportLinks };

/** For the function that generates reports. */
export const reportComputingModule = {
  reports,
  reportFigures: () => figuresRepository,
  reportComputer: createReportComputer,
};
