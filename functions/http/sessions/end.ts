import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { closingModule, databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { endSession } from '../../../lib/sessions/sessions.contracts.ts';
import { devicesModule, sessionEndingModule } from '../../../lib/sessions/sessions.module.ts';

const platform = [databaseModule, identityModule, closingModule] as const;
const container = createContainer(...platform, sessionEndingModule, devicesModule);

/** DELETE /sessions/{sessionId}: signs the caller out on another device. */
export const handler = httpHandler(endSession, container, ({ deviceService }, { caller, params }) =>
  deviceService.end(caller, params.sessionId),
);
