import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, tokenIssuerModule } from '../../../lib/app/platform.modules.ts';
import { signIn } from '../../../lib/sessions/sessions.contracts.ts';
import { sessionsModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(databaseModule, tokenIssuerModule, sessionsModule);

/** POST /sessions: exchanges an address and a password for an access token. */
export const handler = httpHandler(signIn, container, ({ sessionService }, { body }) =>
  sessionService.signIn(body),
);
