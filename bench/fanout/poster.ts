/** One who tells many connections something. Its module exports `open`, which poster-process.ts calls. */
export interface PosterModule {
  readonly open: () => Promise<Poster>;
}

/** Prepares to tell so many connections, which is not measured. @returns what tells all of them one frame */
export type Poster = (size: number) => Promise<() => Promise<void>>;

/** What everybody is told: a message in a room. */
export const MESSAGE = {
  id: '019c0000-0000-7000-8000-000000000000',
  seq: 1,
  content: 'It is on its way, and should be with you by Thursday.',
};

export const connectionId = (number: number): string => `bench-${String(number).padStart(8, '0')}`;
