export interface Terminal {
  /** Prints what was asked for. */
  readonly print: (text: string) => void;
  /** Says what happens meanwhile, and what went wrong. */
  readonly say: (text: string) => void;
}
