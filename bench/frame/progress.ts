/** What happens meanwhile, on standard error: one line that is written over on a terminal, else a line for each step. */
export interface Progress {
  /** What is being done now. */
  step(text: string): void;
  /** As `step`, but only worth showing to somebody who watches. */
  tick(text: string): void;
  /** Takes the line away, before something else is printed. */
  clear(): void;
}

const CLEAR_LINE = '\r\u001b[2K';

export const createProgress = (terminal: NodeJS.WriteStream = process.stderr): Progress => {
  const startedAt = performance.now();
  const stamped = (text: string): string =>
    `${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${text}`;
  const over = (text: string): void => {
    // A longer line would wrap, and stay.
    terminal.write(`${CLEAR_LINE}${stamped(text).slice(0, Math.max(20, terminal.columns - 1))}`);
  };
  if (terminal.isTTY) return { step: over, tick: over, clear: () => terminal.write(CLEAR_LINE) };
  return {
    step: text => terminal.write(`${stamped(text)}\n`),
    tick: () => undefined,
    clear: () => undefined,
  };
};
