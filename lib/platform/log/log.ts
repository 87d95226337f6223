import { currentTrace } from '../trace/trace.ts';
import { hideSecrets } from './redaction.ts';

export type LogFields = Readonly<Record<string, unknown>>;

/** One JSON object a line on standard output. `event` is a stable name such as `job.failed`; fields never hold bodies. */
export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** A log whose every line carries these fields too, such as requestId or jobId. */
  with(fields: LogFields): Log;
}

const levels = { debug: 10, info: 20, warn: 30, error: 40, silent: 50 } as const;
export type LogLevel = keyof typeof levels;

export type LogSink = (line: string) => void;

const toStandardOutput: LogSink = line => {
  process.stdout.write(`${line}\n`);
};

/**
 * Writes structured logs.
 *
 * @param level lines below it are dropped
 * @param fields carried by every line
 * @param sink where finished lines go; standard output, which Lambda hands to CloudWatch
 */
export const createLog = (level: LogLevel, fields: LogFields = {}, sink: LogSink = toStandardOutput): Log => {
  const write = (lineLevel: LogLevel, event: string, lineFields: LogFields = {}) => {
    if (levels[lineLevel] < levels[level]) return;
    const time = new Date().toISOString();
    // What is done in the trace of a job is logged under it, by whichever log: the batch around it has another.
    const trace = currentTrace();
    const ids = { ...fields, ...(trace !== undefined && { traceId: trace.traceId }) };
    sink(print({ level: lineLevel, time, event, ...ids, ...lineFields }));
  };
  return {
    debug: (event, lineFields) => {
      write('debug', event, lineFields);
    },
    info: (event, lineFields) => {
      write('info', event, lineFields);
    },
    warn: (event, lineFields) => {
      write('warn', event, lineFields);
    },
    error: (event, lineFields) => {
      write('error', event, lineFields);
    },
    with: more => createLog(level, { ...fields, ...more }, sink),
  };
};

/** Logging never fails the work it tells of: fields that JSON cannot write, such as a circle, are left out. */
const print = (line: { readonly level: LogLevel; readonly time: string; readonly event: string }): string => {
  try {
    return JSON.stringify(line, hideSecrets);
  } catch (error) {
    const { level, time, event } = line;
    return JSON.stringify({ level, time, event, unprintable: String(error) });
  }
};
