import { describe, expect, it } from '@jest/globals';
import { useTracedOrder } from '../../../support/traced-order.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();
const order = useTracedOrder(database);

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const TRACEPARENT = `00-${TRACE}-00f067aa0ba902b7-00`;

const linesOf = (event: string) => order.printed.lines().filter(line => line['event'] === event);

describe('the trace of a request', () => {
  it('is on its log line, in its job, in the message, in every job that follows, and in the frames that tell of it', async () => {
    const { answer, connection } = await order.place({ traceparent: TRACEPARENT });
    expect(answer.status).toBe(201);
    expect(linesOf('invocation.ended')).toMatchObject([{ traceId: TRACE, status: 201 }]);
    expect(await order.rows()).toMatchObject([{ name: 'order.validate', traceparent: TRACEPARENT }]);
    const [message] = await order.messages('high-priority');
    expect(message?.MessageAttributes).toMatchObject({ traceparent: { StringValue: TRACEPARENT } });

    await order.work();
    const rows = await order.rows();
    const names = [...new Set(rows.map(({ name }) => name))].sort();
    expect(names).toEqual([
      'email.send',
      'notification.deliver',
      'order.pay',
      'order.ship',
      'order.validate',
    ]);
    expect(new Set(rows.map(({ traceparent }) => traceparent))).toEqual(new Set([TRACEPARENT]));
    const ended = linesOf('job.completed');
    expect(ended.length).toBeGreaterThanOrEqual(4);
    expect(new Set(ended.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
    const told = linesOf('realtime.broadcast');
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
    const frames = order.connections.to(connection);
    expect(frames.length).toBeGreaterThan(0);
    for (const frame of frames) expect(frame).toMatchObject({ traceparent: TRACEPARENT });
  });

  it.each([
    ['none', undefined],
    ['a malformed one', '00-what-ever-01'],
  ])('begins with it when it brings %s', async (_what, traceparent) => {
    await order.place(traceparent === undefined ? {} : { traceparent });
    const [line] = linesOf('invocation.ended');
    expect(line?.['traceId']).toMatch(/^(?!0{32})[\da-f]{32}$/);
    const last = (await order.rows()).at(-1);
    expect(last?.traceparent).toBe(
      `00-${String(line?.['traceId'])}-${String(last?.traceparent).slice(36, 52)}-00`,
    );
  });

  it('is not mixed up with those of the requests whose jobs are in the same batch', async () => {
    const traces = ['a', 'b', 'c'].map(digit => digit.repeat(32));
    await Promise.all(traces.map(trace => order.place({ traceparent: `00-${trace}-00f067aa0ba902b7-00` })));
    await order.work();
    for (const trace of traces) {
      const names = (await order.rows()).filter(({ traceparent }) => traceparent?.includes(trace));
      expect(names.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['order.validate', 'order.pay', 'order.ship']),
      );
    }
  });
});
