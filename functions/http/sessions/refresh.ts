import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { closingModule, databaseModule, tokenIssuerModule } from '../../../lib/app/platform.modules.ts';
import { refreshSession } from '../../../lib/sessions/sessions.contracts.ts';
import {
  refreshModule,
  sessionEndingModule,
  sessionOpeningModule,
} from '../../../lib/sessions/sessions.module.ts';

const platform = [databaseModule, closingModule, tokenIssuerModule] as const;
const container = createContainer(...platform, sessionOpeningModule, sessionEndingModule, refreshModule);

/** POST /sessions/refresh: exchanges a refresh token for fresh tokens. */
export const handler = httpHandler(refreshSession, container, ({ refreshService }, { body }) =>
  refreshService.refresh(body),
);
