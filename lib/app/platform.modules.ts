import type { Database } from '../platform/db/database.ts';
import { sharedDatabase } from '../platform/db/shared-database.ts';
import { createAccessTokenIssuer, createAccessTokenVerifier } from '../platform/auth/access-token.ts';
import { createExternalTokenVerifier } from '../platform/auth/external-token.ts';
import { createDispatcher } from '../platform/jobs/dispatcher.ts';
import { createEnqueue, createEnqueueJobs } from '../platform/jobs/enqueue.ts';
import { createJobMetrics } from '../platform/jobs/job-metrics.ts';
import { createLeanTransport } from '../platform/realtime/lean-transport.ts';
import { createSqsSender } from '../platform/jobs/sqs-sender.ts';
import { createUpkeep } from '../platform/jobs/upkeep.ts';
import { createRateLimiter } from '../platform/rate-limit/rate-limiter.ts';
import { createBroadcaster } from '../platform/realtime/broadcaster.ts';
import { createConnectionClosing } from '../platform/realtime/closing.ts';
import { createConnectionExpiry } from '../platform/realtime/expiry.ts';
import { createPresence } from '../platform/realtime/presence.ts';
import { connectionRegistry } from '../platform/realtime/registry.ts';
import { createApiGatewayTransport } from '../platform/realtime/transport.ts';
import { singleton, type Invocation } from './container.ts';

/** The database, its time-outs bound to the invocation's deadline. */
export const databaseModule = {
  db: ({ log, deadline }: Invocation): Database => sharedDatabase(log).withDeadline(deadline),
};

/** For functions that enqueue jobs. */
export const queueModule = {
  wakeUps: createSqsSender,
  enqueue: createEnqueue,
  enqueueJobs: createEnqueueJobs,
};

/** For the function that keeps jobs going, and those that resume queues. */
export const dispatcherModule = {
  dispatcher: createDispatcher,
  jobMetrics: () => createJobMetrics(),
  upkeep: createUpkeep,
};

/** For functions that tell connected clients something; and, for large audiences, a queue. */
export const broadcastModule = {
  transport: createLeanTransport,
  wakeUps: createSqsSender,
  enqueueJobs: createEnqueueJobs,
  realtime: createBroadcaster,
};

/** For functions that speak to clients one by one. */
export const leanTransportModule = { transport: createLeanTransport };

/** For a function that speaks to few clients while nobody waits: by the client of the SDK, which is slow to load. */
export const apiGatewayTransportModule = { transport: createApiGatewayTransport };

/** For functions that keep the list of connections. */
export const connectionsModule = { connections: () => connectionRegistry };

/** For functions by which people come to rooms and leave them; they also need a transport. */
export const presenceModule = { presence: createPresence };

/** For functions that end connections. Modules are spelled out: esbuild keeps what is spread in every bundle, used or not. */
export const closingModule = {
  transport: createLeanTransport,
  presence: createPresence,
  connectionClosing: createConnectionClosing,
};

/** For the schedule that looks after old connections; it needs the `closingModule`. */
export const connectionExpiryModule = { connectionExpiry: createConnectionExpiry };

/** For functions that ask who is calling. */
export const identityModule = { accessTokenVerifier: /* @__PURE__ */ singleton(createAccessTokenVerifier) };

/** For functions of routes with rate limits. */
export const rateLimitModule = { rateLimiter: createRateLimiter };

/** For functions that take tokens of another issuer. */
export const externalIssuerModule = {
  externalTokenVerifier: /* @__PURE__ */ singleton(createExternalTokenVerifier),
};

/** For functions that sign people in. */
export const tokenIssuerModule = { accessTokenIssuer: /* @__PURE__ */ singleton(createAccessTokenIssuer) };
