import { createContainer } from '../../lib/app/container.ts';
import {
  connectionsModule,
  databaseModule,
  leanTransportModule,
  presenceModule,
} from '../../lib/app/platform.modules.ts';
import { disconnectHandler } from '../../lib/app/socket-lifecycle.ts';

const container = createContainer(databaseModule, connectionsModule, leanTransportModule, presenceModule);

/** $disconnect: forgets a connection; best effort on AWS, so posts prune as well. */
export const handler = disconnectHandler(container);
