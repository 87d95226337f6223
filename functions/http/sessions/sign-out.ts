import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { closingModule, databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { signOut } from '../../../lib/sessions/sessions.contracts.ts';
import { devicesModule, sessionEndingModule } from '../../../lib/sessions/sessions.module.ts';

const platform = [databaseModule, identityModule, closingModule] as const;
const container = createContainer(...platform, sessionEndingModule, devicesModule);

/** DELETE /sessions/current: signs the caller out. */
export const handler = httpHandler(signOut, container, ({ deviceService }, { caller }) =>
  deviceService.signOut(caller),
);
