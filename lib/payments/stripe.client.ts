import Stripe from 'stripe';
import { config } from '../platform/config/config.ts';
import * as sections from '../platform/config/sections.ts';

/** An answer of Stripe takes one to two seconds; this leaves time for a second try within what a charge may take. */
const ANSWER_MILLISECONDS = 4_000;
/** For a connection that broke while the sandbox was frozen. An outage is for the job's own retries: those survive the worker. */
const NETWORK_RETRIES = 1;

/** Speaks to Stripe until `signal` is aborted. The API version is the library's own; connections are kept between clients. */
export const stripeClient = (signal: AbortSignal): Stripe => {
  const { STRIPE_SECRET_KEY, STRIPE_API_URL } = config(sections.stripe);
  const { protocol, hostname: host, port } = new URL(STRIPE_API_URL);
  const until: typeof fetch = (input, init) =>
    fetch(input, { ...init, signal: AbortSignal.any([signal, ...(init?.signal ? [init.signal] : [])]) });
  return new Stripe(STRIPE_SECRET_KEY, {
    protocol: protocol === 'http:' ? 'http' : 'https',
    host,
    ...(port !== '' && { port }),
    timeout: ANSWER_MILLISECONDS,
    maxNetworkRetries: NETWORK_RETRIES,
    httpClient: Stripe.createFetchHttpClient(until),
    // It would tell how long the last call took.
    telemetry: false,
  });
};

/** Whether an answer is what Stripe remembers of its key: then it says how things stood, not how they stand. */
export const isRepeated = ({ lastResponse }: Stripe.Response<unknown>): boolean =>
  lastResponse.headers['idempotent-replayed'] === 'true';
