import type { Clock } from '../../lib/platform/clock/clock.ts';
import type { WakeUp, WakeUpSender } from '../../lib/platform/jobs/wake-up.ts';
import { createLog, type Log } from '../../lib/platform/log/log.ts';
import type { PostResult, Transport } from '../../lib/platform/realtime/transport.ts';

/** Fakes for the edge of the process: what is behind them is another machine, or time. */

export const silentLog: Log = createLog('silent');

export interface RecordedLog {
  readonly log: Log;
  /** Each line, parsed. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  /** The lines as they would be printed. */
  text(): string;
  events(): readonly unknown[];
}

/** A log that keeps its lines. */
export const recordLog = (): RecordedLog => {
  const printed: string[] = [];
  const lines: Record<string, unknown>[] = [];
  const log = createLog('debug', {}, line => {
    printed.push(line);
    lines.push(JSON.parse(line) as Record<string, unknown>);
  });
  return { log, lines, text: () => printed.join('\n'), events: () => lines.map(({ event }) => event) };
};

export interface RecordedSender extends WakeUpSender {
  readonly sent: WakeUp[];
  of(jobId: string): readonly WakeUp[];
}

/**
 * A sender that keeps what it is given.
 *
 * @param loses whether a message gets lost on its way, as the sender's contract allows
 */
export const recordWakeUps = (loses: (wakeUp: WakeUp) => boolean = () => false): RecordedSender => {
  const sent: WakeUp[] = [];
  return {
    sent,
    of: jobId => sent.filter(wakeUp => wakeUp.jobId === jobId),
    send: async wakeUps => {
      sent.push(...wakeUps.filter(wakeUp => !loses(wakeUp)));
    },
  };
};

export interface Post {
  readonly connectionId: string;
  readonly event: string;
  readonly data: unknown;
}

export interface RecordedTransport extends Transport {
  readonly posts: Post[];
  /** The connections that were closed. */
  readonly closed: string[];
  /** The events that one connection got, in order. */
  to(connectionId: string): readonly Post[];
}

/**
 * A transport that keeps what it posts.
 *
 * @param resultOf how a post to a connection ends; it may wait or throw
 */
export const recordPosts = (
  resultOf: (connectionId: string) => PostResult | Promise<PostResult> = () => 'sent',
): RecordedTransport => {
  const posts: Post[] = [];
  const closed: string[] = [];
  return {
    posts,
    closed,
    to: connectionId => posts.filter(post => post.connectionId === connectionId),
    post: async (connectionId, frame) => {
      const result = await resultOf(connectionId);
      if (result === 'sent')
        posts.push({ connectionId, ...(JSON.parse(frame) as Omit<Post, 'connectionId'>) });
      return result;
    },
    close: async connectionId => {
      const result = await resultOf(connectionId);
      if (result === 'sent') closed.push(connectionId);
      return result;
    },
  };
};

/** A clock that stands until it is set. */
export interface StandingClock extends Clock {
  set(time: string): void;
}

export const clockAt = (time: string): StandingClock => {
  let now = new Date(time);
  return {
    now: () => now,
    set: next => {
      now = new Date(next);
    },
  };
};

/** Something to wait for, opened by the test. */
export const createGate = () => {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  return {
    passed: promise,
    open: () => {
      resolve(undefined);
    },
  };
};
