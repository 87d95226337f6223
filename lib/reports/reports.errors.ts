export interface ReportNotFound {
  readonly code: 'report.not_found';
  readonly detail: string;
}
export interface FutureDate {
  readonly code: 'report.future_date';
  readonly detail: string;
}
export type ReportError = ReportNotFound | FutureDate;

export const reportNotFound: ReportNotFound = {
  code: 'report.not_found',
  detail: 'There is no report for this date. POST /reports has it generated.',
};

export const futureDate = (today: string): FutureDate => ({
  code: 'report.future_date',
  detail: `Nothing can be reported of a date after today, ${today}.`,
});
