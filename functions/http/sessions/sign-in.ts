import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, rateLimitModule, tokenIssuerModule } from '../../../lib/app/platform.modules.ts';
import { signIn } from '../../../lib/sessions/sessions.contracts.ts';
import { sessionOpeningModule, signInModule } from '../../../lib/sessions/sessions.module.ts';

const platform = [databaseModule, rateLimitModule, tokenIssuerModule] as const;
const container = createContainer(...platform, sessionOpeningModule, signInModule);

/** POST /sessions: exchanges an address and a password for tokens. */
export const handler = httpHandler(signIn, container, ({ signInService }, { body, userAgent }) =>
  signInService.signIn(body, userAgent),
);
