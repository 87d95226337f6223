import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import {
  databaseModule,
  externalIssuerModule,
  identityModule,
  rateLimitModule,
} from '../../../lib/app/platform.modules.ts';
import { linkIdentity } from '../../../lib/identities/identities.contracts.ts';
import { identityLinkingModule } from '../../../lib/identities/identities.module.ts';
import { passwordCheckModule } from '../../../lib/users/users.module.ts';

const platform = [databaseModule, identityModule, rateLimitModule, externalIssuerModule] as const;
const container = createContainer(...platform, passwordCheckModule, identityLinkingModule);

/** POST /identities: links an account elsewhere to the caller. */
export const handler = httpHandler(
  linkIdentity,
  container,
  ({ identityService }, { caller, body, idempotency }) => identityService.link(caller, body, idempotency),
);
