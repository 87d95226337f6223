import * as z from 'zod';
import { answerMessages } from '../frame/answer.ts';
import type { HolderModule } from './holder.ts';

/** A server in a process of its own, whose processor time is measured: `holder-process.ts <module>`. */

const requests = z.object({ times: z.number() });
const MEGABYTE = 1024 * 1024;

const [module = ''] = process.argv.slice(2);
const { serve } = (await import(module)) as HolderModule;
const holder = await serve();

const measure = async (times: number) => {
  const [startedAt, processor] = [performance.now(), process.cpuUsage()];
  for (let number = 0; number < times; number += 1) await holder.tellAll();
  const { user, system } = process.cpuUsage(processor);
  return {
    seconds: (performance.now() - startedAt) / 1000,
    processor: (user + system) / 1_000_000,
    megabytes: process.memoryUsage.rss() / MEGABYTE,
  };
};

answerMessages(holder.port, message => measure(requests.parse(message).times));
