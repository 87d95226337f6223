import { describe, expect, it } from '@jest/globals';
import {
  formatTraceparent,
  newTrace,
  parseTraceparent,
} from '../../../../../lib/platform/trace/traceparent.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';
const sampled = { traceId: TRACE, spanId: SPAN, sampled: true };

describe('a traceparent', () => {
  it.each([
    ['one that is sampled', `00-${TRACE}-${SPAN}-01`, sampled],
    ['one that is not', `00-${TRACE}-${SPAN}-00`, { ...sampled, sampled: false }],
    ['one with flags of a later level', `00-${TRACE}-${SPAN}-03`, sampled],
    ['one of a later version', `cc-${TRACE}-${SPAN}-01`, sampled],
    ['one of a later version with more behind it', `cc-${TRACE}-${SPAN}-01-what-the-future-brings`, sampled],
  ])('is read: %s', (_what, text, trace) => {
    expect(parseTraceparent(text)).toEqual(trace);
  });

  it.each([
    ['absent', undefined],
    ['no text', 7],
    ['empty', ''],
    ['in capitals', `00-${TRACE.toUpperCase()}-${SPAN}-01`],
    ['of the version that is forbidden', `ff-${TRACE}-${SPAN}-01`],
    ['without a trace', `00-${'0'.repeat(32)}-${SPAN}-01`],
    ['without a span', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['too short', `00-${TRACE}-${SPAN}-1`],
    ['longer than its version has it', `00-${TRACE}-${SPAN}-01-more`],
    ['of a later version, with something stuck to it', `cc-${TRACE}-${SPAN}-01.more`],
    ['sent twice', `00-${TRACE}-${SPAN}-01,00-${TRACE}-${SPAN}-01`],
    ['with a line of its own behind it', `00-${TRACE}-${SPAN}-01\n{"event":"forged"}`],
  ])('counts for nothing when it is %s', (_what, text) => {
    expect(parseTraceparent(text)).toBeUndefined();
  });

  it('is handed on as it came, with the flags that are known', () => {
    expect(formatTraceparent(sampled)).toBe(`00-${TRACE}-${SPAN}-01`);
    expect(formatTraceparent({ ...sampled, sampled: false })).toBe(`00-${TRACE}-${SPAN}-00`);
  });

  it('is made new, never twice, and sampled by nobody', () => {
    const made = Array.from({ length: 1_000 }, newTrace);
    expect(new Set(made.map(({ traceId }) => traceId)).size).toBe(1_000);
    for (const trace of made)
      expect(parseTraceparent(formatTraceparent(trace))).toEqual({ ...trace, sampled: false });
  });
});
