import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import {
  databaseModule,
  externalIssuerModule,
  rateLimitModule,
  tokenIssuerModule,
} from '../../../lib/app/platform.modules.ts';
import { signInExternally } from '../../../lib/identities/identities.contracts.ts';
import { externalSignInModule } from '../../../lib/identities/identities.module.ts';
import { sessionOpeningModule } from '../../../lib/sessions/sessions.module.ts';

const platform = [databaseModule, rateLimitModule, tokenIssuerModule, externalIssuerModule] as const;
const container = createContainer(...platform, sessionOpeningModule, externalSignInModule);

/** POST /sessions/external: exchanges the token of another issuer for tokens. */
export const handler = httpHandler(
  signInExternally,
  container,
  ({ externalSignInService }, { body, userAgent }) => externalSignInService.signIn(body, userAgent),
);
