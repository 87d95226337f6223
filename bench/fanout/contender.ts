import * as z from 'zod';
import type { Bench, Contender } from '../frame/benchmark.ts';
import { startProgram } from '../frame/program.ts';

export type Metrics = 'core' | 'posts' | 'megabytes';

const measured = z.object({ seconds: z.number(), processor: z.number(), megabytes: z.number() });
const posted = z.object({ posts: z.number(), connections: z.number(), bytes: z.number() });

export interface SetUp {
  readonly name: string;
  /** Exports `open`. */
  readonly module: URL;
  readonly sizes: readonly number[];
  /** A small audience is told something so often that a round has at least so many posts. */
  readonly leastPosts: number;
  /** Until a post is answered. */
  readonly latencyMilliseconds: number;
}

/** A poster beside a stub of @connections, each in a process of its own; one contender for each size. */
export const startPoster = async (bench: Bench, setUp: SetUp): Promise<readonly Contender<Metrics>[]> => {
  const here = (file: string): URL => new URL(file, import.meta.url);
  const stub = await startProgram(bench, here('stub-process.ts'), [String(setUp.latencyMilliseconds)]);
  const poster = await startProgram(bench, here('poster-process.ts'), [setUp.module.href], {
    STAGE: 'local',
    LOG_LEVEL: 'warn',
    DATABASE_URL: await bench.database(),
    REALTIME_ENDPOINT: `http://127.0.0.1:${String(stub.greeting)}`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
  });
  return setUp.sizes.map(size => {
    const times = Math.max(1, Math.ceil(setUp.leastPosts / size));
    const due = size * times;
    return {
      name: setUp.name,
      size,
      async round() {
        const { seconds, processor, megabytes } = measured.parse(await poster.ask({ size, times }));
        return { core: due / processor, posts: due / seconds, megabytes };
      },
      async check() {
        const { posts, connections, bytes } = posted.parse(await stub.ask({ posts: true }));
        if (posts !== due || connections !== size)
          throw new Error(`${posts} of ${due} posts came, to ${connections} of ${size} connections`);
        if (bytes < due) throw new Error('posts came without a frame');
      },
    };
  });
};

const received = z.object({ messages: z.number() });

/** A server that holds its connections, and clients of it in another process: it tells all of them something a few times. */
export const startServer = async (
  bench: Bench,
  name: string,
  server: URL,
  size: number,
  times: number,
): Promise<Contender<Metrics>> => {
  const here = (file: string): URL => new URL(file, import.meta.url);
  const program = await startProgram(bench, here('holder-process.ts'), [server.href]);
  const clients = await startProgram(bench, here('clients-process.ts'), [
    server.href,
    String(program.greeting),
    String(size),
  ]);
  const messages = size * times;
  let right = 0;
  return {
    name,
    async round() {
      const [told, heard] = await Promise.all([program.ask({ times }), clients.ask({ messages })]);
      right = received.parse(heard).messages;
      const { seconds, processor, megabytes } = measured.parse(told);
      return { core: messages / processor, posts: messages / seconds, megabytes };
    },
    check: () =>
      right === messages
        ? Promise.resolve()
        : Promise.reject(new Error(`${right} of ${messages} messages were received`)),
  };
};
