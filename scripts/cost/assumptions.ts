/**
 * What neither the code nor the configuration says. None of it was measured on AWS: put in what your own dashboard shows.
 * Times are those that are billed, with a database in the same region and cold starts spread over all invocations.
 */
export const assumptions = {
  /** A request over HTTP: a statement or two. */
  httpMilliseconds: 40,
  /** A frame over a WebSocket: as much. */
  frameMilliseconds: 40,
  /** Time for one post to a connection. */
  postMilliseconds: 15,
  /** A batch of jobs: claim, perform side by side, settle. */
  batchMilliseconds: 100,
  /** A mail: a conversation with the mail server. */
  mailMilliseconds: 500,
  /** A schedule that finds nothing to do. */
  scheduleMilliseconds: 60,
  /** Lines of Lambda, of `invocation.ended` and of the access log. */
  logBytesAnInvocation: 1_200,
  /** Metrics and events, for each job. */
  logBytesAJob: 800,
  bytesAnAnswer: 2_000,
  bytesAFrame: 500,
  /** Lambda keeps five long polls of 20 s open for each queue. */
  pollersAQueue: 5,
  pollSeconds: 20,
  /** Metrics of jobs with their dimensions that occur in a month: three for each of ten kinds of job, four for each queue. */
  customMetrics: 50,
};

/** A month has 30 days. */
export const MONTH_SECONDS = 30 * 86_400;
