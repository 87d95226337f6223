export type ReportError =
  | { readonly code: 'report.not_found'; readonly detail: string }
  | { readonly code: 'report.future_date'; readonly detail: string };

export const reportNotFound: ReportError = {
  code: 'report.not_found',
  detail: 'There is no report for this date. POST /reports has it generated.',
};

export const futureDate = (today: string): ReportError => ({
  code: 'report.future_date',
  detail: `Nothing can be reported of a date after today, ${today}.`,
});
