import { createContainer } from '../../lib/app/container.ts';
import { databaseModule, leanTransportModule, queueModule } from '../../lib/app/platform.modules.ts';
import { queueHandler } from '../../lib/app/queue-handler.ts';
import { performBroadcastChunk } from '../../lib/platform/realtime/broadcast.performers.ts';

const container = createContainer(databaseModule, queueModule, leanTransportModule);

/** The broadcast queue: posts to large audiences. */
export const handler = queueHandler(container, [performBroadcastChunk]);
