import { createContainer } from '../../lib/app/container.ts';
import { databaseModule, identityModule } from '../../lib/app/platform.modules.ts';
import { socketAuthorizer } from '../../lib/app/socket-authorizer.ts';
import { sessionGuardModule } from '../../lib/sessions/sessions.module.ts';
import { ticketsModule } from '../../lib/tickets/tickets.module.ts';

const container = createContainer(databaseModule, identityModule, sessionGuardModule, ticketsModule);

/** Decides who may open a connection. */
export const handler = socketAuthorizer(container);
