import { createContainer } from '../../lib/app/container.ts';
import { connectionsModule, databaseModule } from '../../lib/app/platform.modules.ts';
import { disconnectHandler } from '../../lib/app/socket-lifecycle.ts';

/** $disconnect: forgets a connection; best effort on AWS, so posts prune as well. */
export const handler = disconnectHandler(createContainer(databaseModule, connectionsModule));
