import type { CommandLine, Framework, FrameworkLog } from './framework.ts';
import type { LocalStack } from './local-stack.ts';

/**
 * The Serverless plugin that makes `serverless offline` whole: it starts what the functions need around them before
 * serverless-offline starts, feeds them from queues and schedules once that listens, and stops everything in order.
 *
 * Every command of the framework loads this file, so it loads the rest only for `offline`.
 */
export default class StrataLocal {
  readonly hooks: Readonly<Record<string, () => Promise<void>>>;
  #stack: LocalStack | undefined;

  constructor(framework: Framework, commandLine: CommandLine, { log }: { readonly log: FrameworkLog }) {
    this.hooks = {
      // `serverless offline` runs no hooks that one could stop things in: it becomes `serverless offline start`.
      'before:offline:start': () => framework.pluginManager.spawn('offline:start'),
      'before:offline:start:init': async () => {
        const { LocalStack } = await import('./local-stack.ts');
        this.#stack = new LocalStack(framework, commandLine, log);
        await this.#stack.start();
      },
      // serverless-offline waits for a signal in `ready` itself; its servers listen when `init` is over.
      'before:offline:start:ready': async () => this.#stack?.begin(),
      'before:offline:start:end': async () => this.#stack?.stop(),
    };
  }
}
