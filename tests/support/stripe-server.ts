import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { setEnvironment } from './environment.ts';
import { serveHttp, type FakeServer, type ServedAnswer, type ServedRequest } from './http-server.ts';
import { createStripeState, StripeRefusal, type StripeState } from './stripe-state.ts';

/** Calls of Stripe that Strata makes. */
type Call = 'create' | 'retrieve' | 'confirm' | 'cancel' | 'refund' | 'refund.retrieve' | 'refund.list';

/** What may happen to a call. Failures after its work are lost answers: the work is done. */
export type Fault =
  | 'hang up before'
  | 'hang up after'
  | 'say nothing after'
  | 'fail before'
  | 'fail after'
  | 'too many requests'
  | 'wrong key';

const KEY = 'sk_test_of_a_local_server';
export const WEBHOOK_SECRET = 'whsec_of_a_local_server';

export interface LocalStripe {
  /** Its objects, made anew for each test. */
  readonly state: StripeState;
  /** The calls that were made, in order, each with its idempotency key. */
  readonly calls: readonly { readonly call: Call; readonly key: string | undefined }[];
  /** The next calls of a kind end so, one after the other. */
  next(call: Call, ...faults: readonly Fault[]): void;
  /** Called before a call is answered. */
  before: ((call: Call) => Promise<void>) | undefined;
  /** Forgets idempotency keys, as Stripe does after a day. */
  forgetKeys(): void;
}

const callOf = ({ method, url }: ServedRequest): readonly [Call, string] => {
  const { pathname } = new URL(url, 'http://stripe');
  const [, , resource, id = '', action = ''] = pathname.split('/');
  if (resource === 'payment_intents') {
    if (id === '') return ['create', ''];
    return [method === 'GET' ? 'retrieve' : action === 'confirm' ? 'confirm' : 'cancel', id];
  }
  if (resource !== 'refunds') throw new StripeRefusal(404, { type: 'invalid_request_error' });
  return [method === 'POST' ? 'refund' : id === '' ? 'refund.list' : 'refund.retrieve', id];
};

const perform = (state: StripeState, call: Call, id: string, request: ServedRequest): unknown => {
  const form = new URLSearchParams(request.body);
  const metadata: Record<string, string> = {};
  for (const [name, value] of form) {
    const key = /^metadata\[(\w+)\]$/.exec(name)?.[1];
    if (key !== undefined) metadata[key] = value;
  }
  switch (call) {
    case 'create':
      return state.create(Number(form.get('amount')), form.get('currency') ?? '', metadata);
    case 'retrieve': {
      const isExpanded = new URL(request.url, 'http://stripe').searchParams.has('expand[0]', 'latest_charge');
      const charge = { id: `ch_of_${id}`, object: 'charge', refunded: state.isRefunded(id) };
      return { ...state.intent(id), latest_charge: isExpanded ? charge : charge.id };
    }
    case 'confirm':
      return state.confirm(id, form.get('payment_method') ?? form.get('confirmation_token') ?? '');
    case 'cancel':
      return state.cancel(id);
    case 'refund':
      return state.refund(form.get('payment_intent') ?? '', undefined, metadata);
    case 'refund.retrieve':
      return state.refunds.find(refund => refund.id === id);
    case 'refund.list': {
      const wanted = new URL(request.url, 'http://stripe').searchParams.get('payment_intent');
      const data = state.refunds.filter(refund => refund.payment_intent === wanted);
      return { object: 'list', data, has_more: false, url: '/v1/refunds' };
    }
  }
};

const refusal = (status: number, error: Readonly<Record<string, unknown>>): ServedAnswer => ({
  status,
  body: { error: { message: 'a text of Stripe', ...error } },
});

const outage = refusal(500, { type: 'api_error' });

/**
 * A local server that speaks the calls of Stripe that Strata makes: call it at the top of a test file. It remembers what it
 * answered to an idempotency key, its own failures too, as Stripe does.
 */
export const useStripe = (): LocalStripe => {
  let server: FakeServer | undefined;
  let state = createStripeState();
  const calls: { call: Call; key: string | undefined }[] = [];
  const faults = new Map<Call, Fault[]>();
  const remembered = new Map<string, { readonly request: string; readonly answer: ServedAnswer }>();

  const work = (call: Call, id: string, request: ServedRequest): ServedAnswer => {
    try {
      // A copy: what was answered does not change when the object does.
      return { status: 200, body: structuredClone(perform(state, call, id, request)) };
    } catch (error) {
      if (error instanceof StripeRefusal) return refusal(error.status, error.fields);
      throw error;
    }
  };

  const once = (
    key: string | undefined,
    request: ServedRequest,
    answer: () => ServedAnswer,
  ): ServedAnswer => {
    if (key === undefined) return answer();
    const asked = `${request.url} ${request.body}`;
    const known = remembered.get(key);
    if (known === undefined) {
      const first = answer();
      remembered.set(key, { request: asked, answer: first });
      return first;
    }
    return known.request === asked
      ? { ...known.answer, headers: { 'idempotent-replayed': 'true' } }
      : refusal(400, { type: 'idempotency_error' });
  };

  const answer = async (request: ServedRequest) => {
    const [call, id] = callOf(request);
    const header = request.headers['idempotency-key'];
    const key = typeof header === 'string' ? header : undefined;
    calls.push({ call, key });
    await controls.before?.(call);
    const fault = faults.get(call)?.shift();
    if (fault === 'hang up before') return 'hang up';
    if (fault === 'too many requests')
      return refusal(429, { type: 'invalid_request_error', code: 'rate_limit' });
    if (fault === 'wrong key' || request.headers.authorization !== `Bearer ${KEY}`)
      return refusal(401, { type: 'invalid_request_error' });
    const given = once(key, request, () => {
      if (fault === 'fail before') return outage;
      const done = work(call, id, request);
      return fault === 'fail after' ? outage : done;
    });
    if (fault === 'hang up after') return 'hang up';
    return fault === 'say nothing after' ? 'say nothing' : given;
  };

  beforeAll(async () => {
    server = await serveHttp(answer);
    setEnvironment({
      PAYMENTS_PROVIDER: 'stripe',
      STRIPE_SECRET_KEY: KEY,
      STRIPE_API_URL: server.url,
      STRIPE_WEBHOOK_SECRETS: `${WEBHOOK_SECRET} whsec_the_one_before`,
    });
  });
  beforeEach(() => {
    state = createStripeState();
    calls.length = 0;
    controls.before = undefined;
    faults.clear();
    remembered.clear();
  });
  afterAll(() => server?.close());

  const controls: LocalStripe = {
    get state() {
      return state;
    },
    calls,
    next: (call, ...list) => {
      faults.set(call, [...(faults.get(call) ?? []), ...list]);
    },
    before: undefined,
    forgetKeys: () => {
      remembered.clear();
    },
  };
  return controls;
};

/** An event about an object, as its text. */
export const stripeEvent = (type: string, object: unknown, id = `evt_${randomUUID()}`): string =>
  JSON.stringify({ id, object: 'event', type, data: { object } });

/** The header that signs a payload. */
export const signatureOf = (
  payload: string | Buffer,
  { secret = WEBHOOK_SECRET, at = Math.floor(Date.now() / 1000) } = {},
): string => {
  const signature = createHmac('sha256', secret).update(`${at}.`).update(payload).digest('hex');
  return `t=${at},v1=${signature}`;
};
