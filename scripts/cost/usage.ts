import { emailSend } from '../../lib/emails/emails.jobs.ts';
import { notificationDeliver } from '../../lib/notifications/notifications.jobs.ts';
import { orderPay, orderReconcile, orderShip, orderValidate } from '../../lib/orders/orders.jobs.ts';
import { broadcastChunk } from '../../lib/platform/realtime/broadcast.jobs.ts';
import { CHUNK_SIZE, LARGE_AUDIENCE } from '../../lib/platform/realtime/broadcaster.ts';
import { PARALLEL_CALLS } from '../../lib/platform/realtime/post-to-all.ts';
import { assumptions as assume } from './assumptions.ts';
import type { Workload } from './workload.ts';

export interface Invocations {
  readonly function: string;
  readonly count: number;
  readonly milliseconds: number;
}

export interface QueuedJobs {
  readonly queue: string;
  readonly count: number;
  /** How long a batch takes with them in it. */
  readonly milliseconds: number;
}

/** What a part of the workload uses in a month. */
export interface Usage {
  readonly invocations: readonly Invocations[];
  readonly jobs: readonly QueuedJobs[];
  readonly httpRequests: number;
  readonly framesIn: number;
  readonly framesOut: number;
  /** Of the frames out, those that are posted: answers are not. */
  readonly posts: number;
  readonly connects: number;
  readonly connectionMinutes: number;
}

export const parts = ['orders', 'messages', 'jobs', 'connectedHours', 'requests'] as const;
export type Part = (typeof parts)[number];

const none: Usage = {
  invocations: [],
  jobs: [],
  httpRequests: 0,
  framesIn: 0,
  framesOut: 0,
  posts: 0,
  connects: 0,
  connectionMinutes: 0,
};

/**
 * The jobs of an order that goes well: three steps, a look at the payment when Stripe's event comes, a mail that confirms it,
 * one that it is shipped, and a notification.
 */
const ORDER_JOBS = [
  orderValidate,
  orderPay,
  orderReconcile,
  emailSend,
  orderShip,
  emailSend,
  notificationDeliver,
];
/** validated, paying, paid, shipped, and the notification. */
const ORDER_EVENTS = 5;

const millisecondsOf = (queue: string): number =>
  queue === emailSend.queue ? assume.mailMilliseconds : assume.batchMilliseconds;

/** Posts go out side by side. */
const postsTake = (count: number): number => Math.ceil(count / PARALLEL_CALLS) * assume.postMilliseconds;

const ofOrders = ({ orders, devices }: Workload): Usage => ({
  ...none,
  // The customer's, and Stripe's event.
  httpRequests: 2 * orders,
  invocations: ['ordersPlace', 'paymentsStripeEvents'].map(name => ({
    function: name,
    count: orders,
    milliseconds: assume.httpMilliseconds,
  })),
  jobs: ORDER_JOBS.map(({ queue }) => ({ queue, count: orders, milliseconds: millisecondsOf(queue) })),
  framesOut: orders * devices * ORDER_EVENTS,
  posts: orders * devices * ORDER_EVENTS,
});

/** A message that many hear is told by jobs, as lib/platform/realtime/broadcaster.ts does it. */
const ofMessages = ({ messages, listeners }: Workload): Usage => {
  const inJobs = listeners > LARGE_AUDIENCE;
  const chunks = inJobs ? Math.ceil(listeners / CHUNK_SIZE) : 0;
  return {
    ...none,
    framesIn: messages,
    // One more is the answer to the sender.
    framesOut: messages * (1 + listeners),
    posts: messages * listeners,
    invocations: [
      {
        function: 'messageSend',
        count: messages,
        milliseconds: assume.frameMilliseconds + (inJobs ? 0 : postsTake(listeners)),
      },
    ],
    jobs: inJobs
      ? [
          {
            queue: broadcastChunk.queue,
            count: messages * chunks,
            milliseconds: assume.batchMilliseconds + postsTake(listeners / chunks),
          },
        ]
      : [],
  };
};

/** On low-priority, where work waits that nobody waits for. */
const ofJobs = ({ jobs }: Workload): Usage => ({
  ...none,
  jobs: [{ queue: 'low-priority', count: jobs, milliseconds: millisecondsOf('low-priority') }],
});

const ofConnectedHours = ({ connectedHours, connectionMinutes, heartbeatSeconds }: Workload): Usage => {
  const minutes = connectedHours * 60;
  const connects = minutes / connectionMinutes;
  const pings = (minutes * 60) / heartbeatSeconds;
  return {
    ...none,
    connects,
    connectionMinutes: minutes,
    framesIn: pings,
    framesOut: pings,
    // A browser asks for a ticket before it connects.
    httpRequests: connects,
    invocations: [
      { function: 'realtimePing', count: pings, milliseconds: assume.frameMilliseconds },
      ...['realtimeIssueTicket', 'realtimeAuthorize', 'realtimeConnect', 'realtimeDisconnect'].map(name => ({
        function: name,
        count: connects,
        milliseconds: assume.httpMilliseconds,
      })),
    ],
  };
};

const ofRequests = ({ requests }: Workload): Usage => ({
  ...none,
  httpRequests: requests,
  invocations: [{ function: 'ordersGet', count: requests, milliseconds: assume.httpMilliseconds }],
});

/** What each part of a workload uses. */
export const usageOf = (workload: Workload): Readonly<Record<Part, Usage>> => ({
  orders: ofOrders(workload),
  messages: ofMessages(workload),
  jobs: ofJobs(workload),
  connectedHours: ofConnectedHours(workload),
  requests: ofRequests(workload),
});
