import { stripVTControlCharacters, styleText } from 'node:util';
import * as z from 'zod';

/** Log lines as a person at a terminal reads them. Where output goes to a file or a pipe they stay JSON. */

const logLine = z.looseObject({
  level: z.enum(['debug', 'info', 'warn', 'error']),
  time: z.iso.datetime(),
  event: z.string(),
});

const failure = z.looseObject({
  name: z.string(),
  message: z.string(),
  stack: z.array(z.string()).optional(),
  cause: z.unknown().optional(),
});

const COLOURS = { debug: 'gray', info: 'reset', warn: 'yellow', error: 'red' } as const;
/** `path` says less than `route`, and where there is a route it names the function too. */
const LEFT_OUT = new Set(['path', 'function']);
/** Enough to tell the requests of a terminal apart; an id of ours differs at its end. */
const ID_LENGTH = 8;

/**
 * Such as `18:24:37.901 invocation.ended route="POST /orders" status=201 milliseconds=14 requestId=…d5abe35d`: the local time, the
 * event and its fields, an error below with its stack.
 *
 * @returns the line itself when it is no log line of ours
 */
export const readable = (line: string): string => {
  const found = parsed(line);
  if (found === undefined) return line;
  const { level, time, event, error, ...fields } = found;
  const clock = new Date(time).toTimeString().slice(0, 8) + time.slice(time.indexOf('.'), -1);
  const shown = Object.entries(fields).filter(([name]) => !('route' in fields && LEFT_OUT.has(name)));
  const words = shown.map(([name, value]) => `${styleText('gray', `${name}=`)}${printed(name, value)}`);
  const head = [styleText('gray', clock), styleText(COLOURS[level], event), ...words].join(' ');
  return [head, ...causes(error)].join('\n');
};

/** Writes what the functions log to a terminal in this form. */
export const readableOutput = (stream: NodeJS.WriteStream): void => {
  if (!stream.isTTY) return;
  const write = stream.write.bind(stream);
  stream.write = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    const isLog = typeof chunk === 'string' && chunk.startsWith('{') && rest.length === 0;
    if (!isLog) return Reflect.apply(write, stream, [chunk, ...rest]) as boolean;
    const text = readable(chunk.trimEnd());
    return write(`${stream.hasColors() ? text : stripVTControlCharacters(text)}\n`);
  };
};

const parsed = (line: string) => {
  try {
    return logLine.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
};

const printed = (name: string, value: unknown): string => {
  if (typeof value === 'number') return String(Math.round(value * 1000) / 1000);
  if (typeof value !== 'string') return JSON.stringify(value);
  if (name.endsWith('Id') && value.length > ID_LENGTH) return `…${value.slice(-ID_LENGTH)}`;
  return /^[\w.$-]+$/.test(value) ? value : JSON.stringify(value);
};

const causes = (error: unknown): readonly string[] => {
  const { name, message, stack = [], cause } = failure.safeParse(error).data ?? {};
  if (name === undefined) return error === undefined ? [] : [`  ${JSON.stringify(error)}`];
  return [`  ${styleText('red', `${name}: ${message}`)}`, ...stack.map(at => `    ${at}`), ...causes(cause)];
};
