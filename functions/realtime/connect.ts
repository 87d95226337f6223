import { createContainer } from '../../lib/app/container.ts';
import { connectionsModule, databaseModule } from '../../lib/app/platform.modules.ts';
import { connectHandler } from '../../lib/app/socket-lifecycle.ts';
import { sessionGuardModule } from '../../lib/sessions/sessions.module.ts';

/** $connect: remembers whose connection it is. */
export const handler = connectHandler(createContainer(databaseModule, connectionsModule, sessionGuardModule));
