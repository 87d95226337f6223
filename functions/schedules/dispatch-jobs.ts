import { createContainer } from '../../lib/app/container.ts';
import { databaseModule, dispatcherModule, queueModule } from '../../lib/app/platform.modules.ts';
import { noInput, scheduleHandler } from '../../lib/app/schedule-handler.ts';

const container = createContainer(databaseModule, queueModule, dispatcherModule);

/** Each minute: sends the messages of jobs that are coming due, and again those that nobody has taken; leaves none stranded. */
export const handler = scheduleHandler(noInput, container, ({ upkeep }, _input, signal) =>
  upkeep.run(signal),
);
