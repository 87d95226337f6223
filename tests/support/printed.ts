import { afterEach, beforeEach, jest } from '@jest/globals';

export interface Printed {
  /** Lines of the log since the test began, parsed. */
  readonly lines: () => readonly Readonly<Record<string, unknown>>[];
  readonly text: () => string;
}

/** Call it at the top of a test file: keeps what is printed to standard output during a test, instead of printing it. */
export const capturePrinted = (): Printed => {
  let chunks: string[] = [];
  beforeEach(() => {
    chunks = [];
    jest.spyOn(process.stdout, 'write').mockImplementation(chunk => {
      chunks.push(String(chunk));
      return true;
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  const text = () => chunks.join('');
  return {
    text,
    lines: () =>
      text()
        .split('\n')
        .filter(line => line.startsWith('{'))
        .map(line => JSON.parse(line) as Record<string, unknown>),
  };
};
