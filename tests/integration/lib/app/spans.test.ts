import { describe, expect, it } from '@jest/globals';
import { inSpan, inTrace } from '../../../../lib/platform/trace/trace.ts';
import { beginTrace } from '../../../../lib/platform/trace/tracing.ts';
import { useOtlpReceiver, type ReceivedSpan } from '../../../support/otlp-receiver.ts';
import { recordLog } from '../../../support/fakes.ts';
import { useTracedOrder } from '../../../support/traced-order.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();
const receiver = useOtlpReceiver();
const order = useTracedOrder(database);

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';
const SERVER = 2;
const CLIENT = 3;
const PRODUCER = 4;
const CONSUMER = 5;

const named = (name: string): ReceivedSpan => {
  const found = receiver.spans.find(span => span.name === name);
  if (found === undefined)
    throw new Error(`no span ${name} among ${receiver.spans.map(span => span.name).join()}`);
  return found;
};
const ancestorsOf = ({ parentSpanId }: ReceivedSpan): readonly string[] => {
  const parent = receiver.spans.find(({ spanId }) => spanId === parentSpanId);
  return parent === undefined ? [] : [parent.name, ...ancestorsOf(parent)];
};

describe('the spans of a request', () => {
  it('lead from the caller over the request and its jobs to the frames, with every statement where it was sent', async () => {
    await order.place({ traceparent: `00-${TRACE}-${CALLER}-01` });
    expect(named('TEST /')).toMatchObject({ traceId: TRACE, parentSpanId: CALLER, kind: SERVER });
    expect(named('TEST /').attributes).toMatchObject({
      'http.response.status_code': '201',
      'faas.name': 'test',
    });
    expect(named('orders.place')).toMatchObject({ kind: CLIENT, parentSpanId: named('TEST /').spanId });
    expect(named('orders.place').attributes).toMatchObject({ 'db.system.name': 'postgresql' });
    expect(named('send high-priority')).toMatchObject({
      kind: PRODUCER,
      parentSpanId: named('TEST /').spanId,
    });

    await order.work();
    expect(named('process order.validate')).toMatchObject({ traceId: TRACE, kind: CONSUMER });
    expect(ancestorsOf(named('process order.validate'))).toEqual(['TEST /']);
    expect(ancestorsOf(named('process order.pay'))).toEqual(['process order.validate', 'TEST /']);
    expect(ancestorsOf(named('jobs.complete'))[0]).toMatch(/^process /);
    const posts = receiver.spans.filter(({ name }) => name === 'post to connections');
    expect(posts.length).toBeGreaterThan(0);
    for (const post of posts) {
      expect(post).toMatchObject({ traceId: TRACE, kind: CLIENT });
      expect(ancestorsOf(post)).toEqual(expect.arrayContaining(['process order.validate', 'TEST /']));
    }
  });

  it('are of one trace for each request, while the batch that works on its jobs has another and is linked', async () => {
    await order.place({ traceparent: `00-${TRACE}-${CALLER}-01` });
    await order.work();
    const { links = [], traceId } = named('process order.validate');
    const batch = receiver.spans.find(({ spanId }) => spanId === links[0]?.spanId);
    expect(batch).toMatchObject({ name: 'test', kind: CONSUMER });
    expect(batch?.traceId).not.toBe(traceId);
    expect(batch?.attributes).toMatchObject({ 'messaging.batch.message_count': '1' });
  });

  it('hold no parameter, token or body', async () => {
    await order.place({ traceparent: `00-${TRACE}-${CALLER}-01` });
    await order.work();
    const known = /^(db|error|faas|http|messaging|strata|url)\./;
    const keys = receiver.spans.flatMap(({ attributes }) => Object.keys(attributes));
    expect(keys.filter(key => !known.test(key))).toEqual([]);
    expect(JSON.stringify(receiver.spans)).not.toMatch(/tok_|Bearer|eyJ|select |insert into|@/);
  });

  it('are as the standard says: times in their order, the path of the receiver, its headers', async () => {
    await order.place();
    for (const { startTimeUnixNano, endTimeUnixNano } of receiver.spans)
      expect(BigInt(endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(startTimeUnixNano));
    expect(receiver.calls).toMatchObject([
      { url: '/v1/traces', headers: { 'content-type': 'application/json', 'x-key': 'a b', 'x-other': 'c' } },
    ]);
  });

  it('are not made of a trace that its caller does not sample, nor of its jobs', async () => {
    await order.place({ traceparent: `00-${TRACE}-${CALLER}-00` });
    expect(receiver.spans).toEqual([]);
    await order.work();
    expect(receiver.spans.filter(({ traceId }) => traceId === TRACE)).toEqual([]);
  });
});

describe('a receiver of spans', () => {
  it.each([
    ['that refuses', 503, 'status 503'],
    ['that does not answer', 0, expect.stringMatching(/^TimeoutError/)],
  ])('%s changes no answer and is logged', async (_what, status, reason) => {
    receiver.answerWith(status);
    const { answer } = await order.place();
    expect(answer.status).toBe(201);
    const failures = order.printed.lines().filter(({ event }) => event === 'tracing.export_failed');
    expect(failures).toMatchObject([{ reason }]);
  });

  it('is asked again when a kept connection turns out to be broken', async () => {
    await order.place();
    const before = receiver.spans.length;
    receiver.breakConnection();
    await order.place();
    expect(receiver.spans.length).toBeGreaterThan(before);
    expect(order.printed.lines().map(({ event }) => event)).not.toContain('tracing.export_failed');
  });

  it('is told how many spans there were beyond what an invocation keeps', async () => {
    const { log, lines } = recordLog();
    const trace = await beginTrace(undefined);
    await inTrace(trace, async () => {
      for (let count = 0; count < 1_000; count += 1) await inSpan('client', 'call', () => Promise.resolve());
    });
    await trace.recorder?.finish(
      { type: 'server', fields: {}, error: undefined },
      {
        functionName: 'test',
        awsRequestId: 'one',
        getRemainingTimeInMillis: () => 5_000,
        invocation: { log },
      },
    );
    expect(receiver.spans).toHaveLength(1_000);
    expect(lines).toMatchObject([{ event: 'tracing.spans_dropped', dropped: 1 }]);
  });
});
