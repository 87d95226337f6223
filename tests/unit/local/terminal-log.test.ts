import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { readable } from '../../../local/terminal-log.ts';
import { createLog } from '../../../lib/platform/log/log.ts';

const shown = (line: string): string => stripVTControlCharacters(readable(line));

/** What the log of a function writes, as a terminal shows it. */
const terminalOf = (event: string, fields: Readonly<Record<string, unknown>>): string => {
  const lines: string[] = [];
  createLog('info', {}, line => lines.push(line)).info(event, fields);
  return shown(lines.join('\n'));
};

describe('a log line at a terminal', () => {
  it('shows the event and its fields in one line, and the end of ids', () => {
    const line = terminalOf('invocation.ended', {
      requestId: '01a213f3-b0fe-708a-a42b-467149bd5530',
      route: 'POST /orders',
      function: 'strata-dev-ordersPlace',
      status: 201,
      milliseconds: 14.00004,
    });
    expect(line).toMatch(
      /^\d\d:\d\d:\d\d\.\d{3} invocation\.ended requestId=…49bd5530 route="POST \/orders" status=201 milliseconds=14$/,
    );
  });

  it('shows an error below it, with where it was thrown and what caused it', () => {
    const cause = new RangeError('the cause');
    const lines = terminalOf('request.failed', { error: new TypeError('broken', { cause }) }).split('\n');
    expect(lines[0]).toMatch(/request\.failed$/);
    expect(lines[1]).toBe('  TypeError: broken');
    expect(lines[2]).toMatch(/^ {4}at .*terminal-log\.test\.ts/);
    expect(lines).toContain('  RangeError: the cause');
  });

  it.each(['{"_aws":{}}', '{ not JSON', 'Strata is ready', '{"level":"loud","time":"now","event":"x"}'])(
    'leaves alone what is not of the log: %s',
    line => {
      expect(readable(line)).toBe(line);
    },
  );

  it('keeps line breaks and control characters of a field inside its line', () => {
    expect(terminalOf('x', { name: 'a\n\u001b[31mb' })).toMatch(/ x name="a\\n\\u001b\[31mb"$/);
  });
});
