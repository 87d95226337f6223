import type { Result } from 'neverthrow';
import { queueNames, type QueueName } from '../../lib/platform/jobs/job.ts';
import { FILTERS, givenOptions, UsageError, type OptionName, type Values } from './arguments.ts';
import { cancelSelectionOf, letterLimitOf, redriveOf, retrySelectionOf, searchOf } from './options.ts';
import { jobSheet, jobTable, letterTable, queueTable } from './print.ts';
import type { Services } from './services.ts';
import type { Terminal } from './terminal.ts';

interface Output {
  /** For `--json`. */
  readonly json: unknown;
  readonly text: string;
}

interface Surroundings {
  readonly services: Services;
  /** Who asks, for the log. */
  readonly by: string;
  readonly say: Terminal['say'];
}

export interface Command {
  /** The options it takes, beside `--json`. */
  readonly takes: readonly OptionName[];
  /** Whether it asks SQS for something, or sends messages. */
  readonly needsQueues?: boolean;
  /** Reads the command line. @returns what is then done @throws UsageError when it makes no sense */
  readonly read: (
    names: readonly string[],
    values: Values,
  ) => (surroundings: Surroundings) => Promise<Output>;
}

/** @throws Error with the words of the service that refused it */
const valueOf = <T>(result: Result<T, { readonly detail: string }>): T => {
  if (result.isErr()) throw new Error(result.error.detail);
  return result.value;
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const jobIdOf = ([id, ...more]: readonly string[]): string => {
  if (id === undefined || more.length > 0) throw new UsageError('Name one job by its id.');
  if (!UUID.test(id)) throw new UsageError(`${id} is no id of a job; list shows them.`);
  return id;
};

/** Of a command that takes an id or filters. */
const oneIdOf = (names: readonly string[], values: Values): string => {
  if (givenOptions(values).length > 0) throw new UsageError('Name one job by its id, or many by filters.');
  return jobIdOf(names);
};

const queueOf = ([name, ...more]: readonly string[]): QueueName => {
  const queue = queueNames.find(candidate => candidate === name);
  if (queue !== undefined && more.length === 0) return queue;
  const unknown = name === undefined || queue !== undefined ? '' : `There is no queue ${name}. `;
  throw new UsageError(`${unknown}Name one queue: ${queueNames.join(', ')}.`);
};

/** Of a command that takes options alone. */
const refuse = (command: string, names: readonly string[]): void => {
  if (names.length > 0) throw new UsageError(`${command} does not take ${names.join(' ')}.`);
};

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const rest = (complete: boolean): string => (complete ? '' : ' Run it again for the rest.');

const list: Command = {
  takes: [...FILTERS, 'limit', 'cursor'],
  read: (names, values) => {
    refuse('list', names);
    const search = searchOf(values);
    return async ({ services }) => {
      const page = (await services.jobFinder.list(search)).match(
        found => found,
        () => {
          throw new UsageError('--cursor: is not of this list; take it from the end of the page before');
        },
      );
      const more = page.nextCursor === null ? '' : `\n\nMore with --cursor ${page.nextCursor}`;
      const json = { data: page.items, nextCursor: page.nextCursor };
      return { json, text: `${jobTable(page.items)}${more}` };
    };
  },
};

const show: Command = {
  takes: [],
  read: names => {
    const id = jobIdOf(names);
    return async ({ services }) => {
      const job = valueOf(await services.jobReader.get(id));
      return { json: job, text: jobSheet(job) };
    };
  },
};

const retry: Command = {
  takes: [...FILTERS, 'id'],
  needsQueues: true,
  read: (names, values) =>
    names.length > 0 ? retryOne(oneIdOf(names, values)) : retryAll(retrySelectionOf(values)),
};

const retryOne =
  (id: string) =>
  async ({ services, by }: Surroundings): Promise<Output> => {
    const job = valueOf(await services.jobRetrier.retry(by, id));
    return { json: job, text: `${job.name} ${job.id} is ${job.state}.` };
  };

const retryAll =
  (selection: ReturnType<typeof retrySelectionOf>) =>
  async ({ services, by, say }: Surroundings): Promise<Output> => {
    const retried = valueOf(
      await services.bulkRetrier.retryAll(by, selection, counts => {
        say(`${counts.retried} retried so far`);
      }),
    );
    const taken = retried.keyTaken === 0 ? '' : ` ${retried.keyTaken} left alone: a live job has their key.`;
    return { json: retried, text: `${retried.retried} retried.${taken}${rest(retried.complete)}` };
  };

const cancel: Command = {
  takes: [...FILTERS, 'id'],
  read: (names, values) =>
    names.length > 0 ? cancelOne(oneIdOf(names, values)) : cancelAll(cancelSelectionOf(values)),
};

const cancelOne =
  (id: string) =>
  async ({ services, by }: Surroundings): Promise<Output> => {
    const job = valueOf(await services.jobCanceller.cancel(by, id));
    const what = job.state === 'cancelled' ? 'is cancelled' : 'is at work, and was asked to stop';
    return { json: job, text: `${job.name} ${job.id} ${what}.` };
  };

const cancelAll =
  (selection: ReturnType<typeof cancelSelectionOf>) =>
  async ({ services, by, say }: Surroundings): Promise<Output> => {
    const done = valueOf(
      await services.bulkCanceller.cancelAll(by, selection, ({ cancelled, requested }) => {
        say(`${cancelled + requested} so far`);
      }),
    );
    const text = `${done.cancelled} cancelled, ${done.dependents} that waited for them, ${done.requested} asked to stop.`;
    return { json: done, text: `${text}${rest(done.complete)}` };
  };

const queues: Command = {
  takes: [],
  needsQueues: true,
  read: names => {
    refuse('queues', names);
    return async ({ services }) => {
      const { items } = valueOf(await services.queueReader.overview());
      return { json: items, text: queueTable(items) };
    };
  },
};

const pause: Command = {
  takes: [],
  read: names => {
    const queue = queueOf(names);
    return async ({ services, by }) => {
      const paused = valueOf(await services.queuePauser.pause(by, queue));
      return { json: paused, text: `${queue} is paused since ${paused.pausedAt}.` };
    };
  },
};

const resume: Command = {
  takes: [],
  needsQueues: true,
  read: names => {
    const queue = queueOf(names);
    return async ({ services, by, say }) => {
      const resumed = valueOf(
        await services.queueResumer.resume(by, queue, woken => {
          if (woken > 0) say(`${woken} woken so far`);
        }),
      );
      const was = resumed.wasPaused ? 'goes on' : 'was not paused';
      const text = `${queue} ${was}; ${counted(resumed.woken, 'job')} woken.${rest(resumed.complete)}`;
      return { json: resumed, text };
    };
  },
};

const dlq: Command = {
  takes: ['limit'],
  needsQueues: true,
  read: (names, values) => {
    const queue = queueOf(names);
    const limit = letterLimitOf(values);
    return async ({ services }) => {
      const { items } = valueOf(await services.deadLetterReader.list(queue, limit));
      return { json: items, text: letterTable(items) };
    };
  },
};

const redrive: Command = {
  takes: ['message', 'discard-foreign'],
  needsQueues: true,
  read: (names, values) => {
    const queue = queueOf(names);
    const request = redriveOf(values);
    return async ({ services, by, say }) => {
      const done = valueOf(
        await services.redriver.redrive(by, queue, request, ({ woken, obsolete }) => {
          say(`${counted(woken + obsolete, 'message')} so far`);
        }),
      );
      const foreign = request.foreign === 'discard' ? 'discarded' : 'left';
      const text = `${counted(done.woken, 'job')} woken, ${counted(done.obsolete, 'message')} of jobs that need none removed, ${done.foreign} not ours ${foreign}.`;
      const missing = new Set(request.messageIds).size - done.woken - done.obsolete - done.foreign;
      const absent = missing > 0 && done.complete ? ` ${missing} not found.` : '';
      return { json: done, text: `${text}${absent}${rest(done.complete)}` };
    };
  },
};

/** What can be asked for, by name. */
export const commands: Readonly<Record<string, Command>> = {
  list,
  show,
  retry,
  cancel,
  queues,
  pause,
  resume,
  dlq,
  redrive,
};
