import { createContainer } from '../../lib/app/container.ts';
import { identityModule } from '../../lib/app/platform.modules.ts';
import { socketAuthorizer } from '../../lib/app/socket-lifecycle.ts';

/** Decides who may open a connection. */
export const handler = socketAuthorizer(createContainer(identityModule));
