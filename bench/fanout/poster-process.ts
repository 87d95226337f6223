import * as z from 'zod';
import { answerMessages } from '../frame/answer.ts';
import type { PosterModule } from './poster.ts';

/** A poster in a process of its own, whose processor time and memory are measured: `poster-process.ts <module>`. */

const SAMPLE_MILLISECONDS = 10;
const MEGABYTE = 1024 * 1024;

const requests = z.object({ size: z.number(), times: z.number() });

const [module = ''] = process.argv.slice(2);
const { open } = (await import(module)) as PosterModule;
const poster = await open();

const measure = async ({ size, times }: z.infer<typeof requests>) => {
  const post = await poster(size);
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const sampler = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, SAMPLE_MILLISECONDS);
  const [startedAt, processor] = [performance.now(), process.cpuUsage()];
  for (let time = 0; time < times; time += 1) await post();
  const { user, system } = process.cpuUsage(processor);
  clearInterval(sampler);
  return {
    seconds: (performance.now() - startedAt) / 1000,
    processor: (user + system) / 1_000_000,
    megabytes: Math.max(most, process.memoryUsage.rss()) / MEGABYTE,
  };
};

answerMessages('ready', message => measure(requests.parse(message)));
